import { Arg, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../access/request-context.ts';
import type { Clock } from '../platform/clock.ts';
import { withWorkspace, type Database } from '../platform/database.ts';
import { MoneyBook } from '../platform/money-book.type.ts';
import { reconciliationQueue, tallyItems } from './count-items.ts';
import { findItem } from './read-reconciliations.ts';
import { ReconciliationItemType } from './reconciliation-item.type.ts';
import { ItemTallyType, ReconciliationQueueType } from './reconciliation-work.type.ts';
import { ReconciliationType } from './reconciliation.type.ts';
import { showItem } from './show-reconciliation.ts';

/** Says how much of reconciliations waits for somebody, what the items of one come to, and shows one item. */
@Resolver(() => ReconciliationType)
export class ReconciliationWorkResolver {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  @Query(() => ReconciliationQueueType, { description: 'What of reconciliations waits for somebody.' })
  async reconciliationQueue(
    @Ctx() { workspaceId }: RequestContext,
    @Arg('book', () => MoneyBook, { defaultValue: MoneyBook.REAL, description: 'Whose money.' }) book: 'real' | 'simulated',
  ): Promise<ReconciliationQueueType> {
    return await withWorkspace(this.database, workspaceId, (tx) => reconciliationQueue(tx, { book, now: this.clock() }));
  }

  @FieldResolver(() => ReconciliationItemType, { nullable: true, description: 'One of its items; null where it has none of that number.' })
  async item(
    @Ctx() { workspaceId }: RequestContext,
    @Root() run: ReconciliationType,
    @Arg('number', () => Int, { description: 'Its number.' }) number: number,
  ): Promise<ReconciliationItemType | null> {
    const found = await withWorkspace(this.database, workspaceId, (tx) => findItem(tx, run.id, number));
    return found === undefined ? null : showItem(found);
  }

  @FieldResolver(() => [ItemTallyType], { description: 'Its items counted by part, cause, state and currency: what is most first.' })
  async tally(@Ctx() { workspaceId }: RequestContext, @Root() run: ReconciliationType): Promise<ItemTallyType[]> {
    const rows = await withWorkspace(this.database, workspaceId, (tx) => tallyItems(tx, run.id));
    return rows.map(({ amount, currency, ...alike }) => ({ ...alike, amount: { amount, currency } }));
  }
}
