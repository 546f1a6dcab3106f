import { underPath } from '@halfpenny/core';
import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { MoneyBook } from '../platform/money-book.type.ts';
import { shownRefusal } from '../platform/refusal.type.ts';
import type { RefusalType } from '../platform/refusal.type.ts';
import { seesCost } from '../access/sees-cost.ts';
import { withBook } from '../price-book/book-in-memory.ts';
import type { RequestContext } from '../access/request-context.ts';
import { DateTimeScalar } from '../platform/scalars.ts';
import { BudgetScopeEnum, BudgetType, SetBudgetInput, SetBudgetResult } from './budget.type.ts';
import type { BudgetScope } from './budget.table.ts';
import { readBudgets } from './read-budgets.ts';
import type { BudgetRow } from './read-budgets.ts';
import { setBudget } from './set-budget.ts';
import type { BudgetParts } from './set-budget.ts';

/** Sets budgets and reads how much of them is taken. */
@Resolver()
export class BudgetResolver {
  constructor(private readonly parts: BudgetParts) {}

  @Mutation(() => SetBudgetResult, { description: 'Sets the most that may be held and spent in a period, for the first time or anew.' })
  async setBudget(
    @Ctx() context: RequestContext,
    @Arg('input', () => SetBudgetInput, { description: 'What is to be set.' }) input: SetBudgetInput,
  ): Promise<BudgetType | RefusalType> {
    const outcome = await setBudget(this.parts, context.workspaceId, input);
    return outcome.ok ? shownBudget(outcome.value) : shownRefusal(underPath(outcome.refusal, ['input']));
  }

  @Query(() => [BudgetType], {
    description:
      'Budgets by book, currency and period, the earliest first. Where there are sell prices, those of costs are for whoever sees costs.',
  })
  async budgets(
    @Ctx() context: RequestContext,
    @Arg('book', () => MoneyBook, { nullable: true, description: 'Only those of this book; absent: of both.' })
    book?: 'real' | 'simulated' | null,
    @Arg('at', () => DateTimeScalar, { nullable: true, description: 'Only those whose period holds this instant; absent: all.' })
    at?: string | null,
    @Arg('scope', () => BudgetScopeEnum, { nullable: true, description: 'Only those of this scope; absent: of every one.' })
    scope?: BudgetScope | null,
  ): Promise<BudgetType[]> {
    const { workspaceId, caller } = context;
    const now = this.parts.clock().toISOString();
    const rows = await withBook(this.parts, workspaceId, (tx, held) => {
      const hidesCost = !seesCost(caller) && held.soldTo(workspaceId, now) !== undefined;
      const counts = hidesCost ? ('sell-price' as const) : undefined;
      return readBudgets(tx, { book: book ?? undefined, at: at ?? undefined, scope: scope ?? undefined, counts });
    });
    return rows.map(shownBudget);
  }
}

function shownBudget({ id, book, scope, scopeId, scopeName, counts, currency, from, until, ...amounts }: BudgetRow): BudgetType {
  const money = (amount: string) => ({ amount, currency });
  return Object.assign(new BudgetType(), {
    id,
    book,
    scope,
    scopeId,
    scopeName,
    counts,
    from,
    until,
    limit: money(amounts.limit),
    held: money(amounts.held),
    spent: money(amounts.spent),
    left: money(amounts.left),
    overrun: money(amounts.overrun),
  });
}
