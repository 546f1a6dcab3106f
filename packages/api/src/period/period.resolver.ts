import { underPath, type Outcome } from '@halfpenny/core';
import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../access/request-context.ts';
import { withWorkspace } from '../platform/database.ts';
import { MoneyBook } from '../platform/money-book.type.ts';
import { shownRefusal, type RefusalType } from '../platform/refusal.type.ts';
import type { PrepaidParts } from '../prepaid/post-movement.ts';
import { settleLots } from '../prepaid/keep-settling.ts';
import { monthText } from './month.ts';
import { AccountingPeriodResult, AccountingPeriodType, PeriodStepInput } from './period.type.ts';
import { listPeriods, type PeriodRow } from './read-periods.ts';
import { reopen, softClose, type PeriodParts } from './take-step.ts';

/** Shows the months of the books, closes them softly, and opens them again. */
@Resolver()
export class PeriodResolver {
  constructor(private readonly parts: PeriodParts & PrepaidParts) {}

  @Query(() => [AccountingPeriodType], { description: 'The months of the books since the first entry, the latest first.' })
  async accountingPeriods(
    @Ctx() { workspaceId }: RequestContext,
    @Arg('book', () => MoneyBook, { defaultValue: MoneyBook.REAL, description: 'Whose money.' }) book: 'real' | 'simulated',
  ): Promise<AccountingPeriodType[]> {
    const rows = await withWorkspace(this.parts.database, workspaceId, (tx) => listPeriods(tx, { workspaceId, book }, this.parts.clock()));
    return rows.map((row) => shownPeriod(book, row));
  }

  @Mutation(() => AccountingPeriodResult, {
    description:
      'Closes a month softly, once it is over, and takes from prepaid lots what was used: what is dated in it from now on says why. reopenPeriod undoes it.',
  })
  async softClosePeriod(
    @Ctx() { caller }: RequestContext,
    @Arg('input', () => PeriodStepInput, { description: 'Which month, and why.' }) input: PeriodStepInput,
  ): Promise<AccountingPeriodType | RefusalType> {
    const outcome = await softClose(this.parts, caller, input);
    if (outcome.ok) await settleLots(this.parts, { workspaceId: caller.workspaceId, book: input.book });
    return shown(input.book, outcome);
  }

  @Mutation(() => AccountingPeriodResult, { description: 'Opens a month again that was softly closed. A hard close is never undone.' })
  async reopenPeriod(
    @Ctx() { caller }: RequestContext,
    @Arg('input', () => PeriodStepInput, { description: 'Which month, and why.' }) input: PeriodStepInput,
  ): Promise<AccountingPeriodType | RefusalType> {
    return shown(input.book, await reopen(this.parts, caller, input));
  }
}

function shown(book: 'real' | 'simulated', outcome: Outcome<PeriodRow>): AccountingPeriodType | RefusalType {
  return outcome.ok ? shownPeriod(book, outcome.value) : shownRefusal(underPath(outcome.refusal, ['input']));
}

/** A month as GraphQL shows it. */
function shownPeriod(book: 'real' | 'simulated', { month, state, steps }: PeriodRow): AccountingPeriodType {
  const told = steps.map((step) => ({ ...step, at: new Date(step.at).toISOString() }));
  return Object.assign(new AccountingPeriodType(), { book, month: monthText(month), state, steps: told });
}
