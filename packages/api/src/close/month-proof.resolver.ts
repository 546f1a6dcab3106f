import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../access/request-context.ts';
import { withWorkspace } from '../platform/database.ts';
import { MoneyBook } from '../platform/money-book.type.ts';
import type { RefusalType } from '../platform/refusal.type.ts';
import { askForProof } from './ask-proof.ts';
import { askedMonth } from './asked-month.ts';
import { refusalOf } from './close.resolver.ts';
import type { Closing } from './closing.ts';
import { readStanding } from './kept-proof.ts';
import { MonthProofResult, MonthProofType, ProveMonthInput } from './month-proof.type.ts';
import type { PreparingParts } from './prepare-close.ts';
import { showProof } from './show-proof.ts';

/** Has the ledger proved until the end of a month, and tells how far that is. */
@Resolver()
export class MonthProofResolver {
  constructor(private readonly parts: PreparingParts) {}

  @Query(() => MonthProofType, { description: 'How far the ledger is proved until the end of a month: without proving anything.' })
  async monthProof(
    @Ctx() { workspaceId }: RequestContext,
    @Arg('month', () => String, { description: 'The month, UTC: "2026-10".' }) month: string,
    @Arg('book', () => MoneyBook, { defaultValue: MoneyBook.REAL, description: 'Whose money.' }) book: Closing['book'],
  ): Promise<MonthProofType> {
    return await this.shown(askedMonth({ workspaceId, book, month }));
  }

  @Mutation(() => MonthProofResult, {
    description:
      'Has every entry of the ledger gone through until the end of a month, in the background: summed, rated again, and held against what is exported.',
  })
  async proveMonth(
    @Ctx() { caller }: RequestContext,
    @Arg('input', () => ProveMonthInput, { description: 'Which month.' }) input: ProveMonthInput,
  ): Promise<MonthProofType | RefusalType> {
    const outcome = await askForProof(this.parts, caller, input);
    return outcome.ok ? await this.shown(outcome.value) : refusalOf(outcome);
  }

  private async shown(closing: Closing): Promise<MonthProofType> {
    return await withWorkspace(this.parts.database, closing.workspaceId, async (tx) => showProof(closing, await readStanding(tx, closing)));
  }
}
