import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../access/request-context.ts';
import { withWorkspace, type Database } from '../platform/database.ts';
import { MoneyBook } from '../platform/money-book.type.ts';
import { DateScalar } from '../platform/scalars.ts';
import { readSpend, type SpendDimension } from './spend.ts';
import { SpendDimensions, SpendGroupType } from './spend.type.ts';

/** Groups what was spent. */
@Resolver()
export class SpendResolver {
  constructor(private readonly database: Database) {}

  @Query(() => [SpendGroupType], {
    description:
      'What providers took, by what generations were made from and what became of their images: the dearest first in each currency.',
  })
  async spendBy(
    @Ctx() context: RequestContext,
    @Arg('dimensions', () => [SpendDimensions], { description: 'What to group by; none: one sum a currency.' }) by: SpendDimension[],
    @Arg('from', () => DateScalar, { description: 'The first accounting day.' }) from: string,
    @Arg('until', () => DateScalar, { description: 'The first accounting day after the last.' }) until: string,
    @Arg('book', () => MoneyBook, { defaultValue: MoneyBook.REAL, description: 'Whose money.' }) book: 'real' | 'simulated',
  ): Promise<SpendGroupType[]> {
    const groups = await withWorkspace(this.database, context.workspaceId, (tx) => readSpend(tx, { by, book, from, until }));
    return groups.map(({ currency, amount, ...group }) => ({ ...group, total: { amount, currency } }));
  }
}
