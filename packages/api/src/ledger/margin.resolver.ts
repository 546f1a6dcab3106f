import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../access/request-context.ts';
import { seesCost } from '../access/sees-cost.ts';
import { workspacesOf } from '../access/workspaces/find-workspaces.ts';
import { withWorkspace, type Database } from '../platform/database.ts';
import { MoneyBook } from '../platform/money-book.type.ts';
import { DateScalar } from '../platform/scalars.ts';
import { joinedMargins, readMargin, type MarginDimension, type MarginGroup } from './margin.ts';
import { MarginDimensions, MarginGroupType } from './margin.type.ts';

/** Says what is left of what workspaces were charged. */
@Resolver()
export class MarginResolver {
  constructor(private readonly database: Database) {}

  @Query(() => [MarginGroupType], {
    description:
      'What was charged, what it cost and what is left: of this workspace, or, grouped by WORKSPACE, of each in which the caller sees costs.',
  })
  async margin(
    @Ctx() { caller }: RequestContext,
    @Arg('dimensions', () => [MarginDimensions], { description: 'What to group by; none: one sum a currency.' }) asked: MarginDimension[],
    @Arg('from', () => DateScalar, { description: 'The first accounting day.' }) from: string,
    @Arg('until', () => DateScalar, { description: 'The first accounting day after the last.' }) until: string,
    @Arg('book', () => MoneyBook, { defaultValue: MoneyBook.REAL, description: 'Whose money.' }) book: 'real' | 'simulated',
  ): Promise<MarginGroupType[]> {
    const by = [...new Set(asked)];
    const all = by.includes('workspace') ? await workspacesOf(this.database, caller) : [];
    const seen = all.filter(({ roles }) => seesCost({ roles: new Set(roles) })).map(({ id }) => id);
    const groups: MarginGroup[] = [];
    for (const workspaceId of by.includes('workspace') ? seen : [caller.workspaceId]) {
      groups.push(...(await withWorkspace(this.database, workspaceId, (tx) => readMargin(tx, { by, book, from, until }))));
    }
    return joinedMargins(groups).map(({ currency, revenue, cost, margin, ...group }) => {
      return { ...group, revenue: { amount: revenue, currency }, cost: { amount: cost, currency }, margin: { amount: margin, currency } };
    });
  }
}
