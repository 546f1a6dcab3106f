import { Arg, Ctx, Int, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../access/request-context.ts';
import { pageOf, type Connection } from '../platform/connection.type.ts';
import type { Database } from '../platform/database.ts';
import { MoneyBook } from '../platform/money-book.type.ts';
import { DateScalar } from '../platform/scalars.ts';
import type { Dimension } from './dimension.ts';
import { FinanceConditionInput, FinanceDimensions } from './finance-question.type.ts';
import { marginName, margins } from './margin.ts';
import { MarginConnection, type MarginGroupType } from './margin.type.ts';
import { shownKeys } from './shown-keys.ts';
import { sumSpend } from './sum-spend.ts';

/** Says what is left of what workspaces were charged. */
@Resolver()
export class MarginResolver {
  constructor(private readonly database: Database) {}

  @Query(() => MarginConnection, {
    description:
      'What was charged, what it cost and what is left, the most first in each currency: of this workspace, or, by WORKSPACE, of each in which the caller sees costs.',
  })
  async margin(
    @Ctx() { caller }: RequestContext,
    @Arg('by', () => [FinanceDimensions], { description: 'What to group by; none: one sum a currency.' }) asked: Dimension[],
    @Arg('from', () => DateScalar, { description: 'The first accounting day.' }) from: string,
    @Arg('until', () => DateScalar, { description: 'The first accounting day after the last.' }) until: string,
    @Arg('book', () => MoneyBook, { defaultValue: MoneyBook.REAL, description: 'Whose money.' }) book: 'real' | 'simulated',
    @Arg('where', () => [FinanceConditionInput], { defaultValue: [], description: 'Which lines; all conditions hold.' })
    where: FinanceConditionInput[],
    @Arg('first', () => Int, { defaultValue: 200, description: 'How many, from 1 to 1,000.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'The endCursor of the page before; absent: from the start.' })
    after?: string | null,
  ): Promise<Connection<MarginGroupType>> {
    const by = [...new Set(asked)];
    const question = { by, book, from, until, where } as const;
    const revenue = await sumSpend(this.database, caller, { ...question, measure: 'revenue' });
    const cost = await sumSpend(this.database, caller, { ...question, measure: 'cost' });
    return await pageOf(margins(revenue, cost), { first, after, nameOf: marginName }, async (groups) => {
      const keys = await shownKeys(this.database, by, groups);
      return groups.map(({ currency, ...group }, index) => {
        const money = (amount: string) => ({ amount, currency });
        return { keys: keys[index] ?? [], revenue: money(group.revenue), cost: money(group.cost), margin: money(group.margin) };
      });
    });
  }
}
