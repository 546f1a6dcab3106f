import { Arg, Ctx, Int, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../access/request-context.ts';
import { waitingDecisions } from '../doubt/waiting-decisions.ts';
import { ChargeStates } from '../generation/charge.type.ts';
import type { Clock } from '../platform/clock.ts';
import { withWorkspace, type Database } from '../platform/database.ts';
import { MoneyBook } from '../platform/money-book.type.ts';
import { askedPage, cursorOf } from '../platform/page.type.ts';
import { ChargeAgeType, ChargeQueueType, QueuedChargeConnection } from './queues.type.ts';
import { readAges, readQueue, readQueues, type QueueState } from './queues.ts';

/** Says which charges wait for somebody to know them. */
@Resolver()
export class QueuesResolver {
  constructor(private readonly parts: { readonly database: Database; readonly clock: Clock }) {}

  @Query(() => [ChargeQueueType], {
    description: 'How many charges of providers are unbilled, estimated and in doubt, since when, and what they are expected to come to.',
  })
  async chargeQueues(
    @Ctx() { workspaceId }: RequestContext,
    @Arg('book', () => MoneyBook, { defaultValue: MoneyBook.REAL, description: 'Whose money.' }) book: 'real' | 'simulated',
  ): Promise<ChargeQueueType[]> {
    const queues = await withWorkspace(this.parts.database, workspaceId, (tx) => readQueues(tx, { book, now: this.parts.clock() }));
    return queues.map(({ currency, oldest, expected, ...queue }) => ({
      ...queue,
      oldest: oldest.toISOString(),
      expected: { amount: expected, currency },
    }));
  }

  @Query(() => [ChargeAgeType], { description: 'The same by how long they wait: by state and currency, the youngest first.' })
  async chargeAges(
    @Ctx() { workspaceId }: RequestContext,
    @Arg('book', () => MoneyBook, { defaultValue: MoneyBook.REAL, description: 'Whose money.' }) book: 'real' | 'simulated',
  ): Promise<ChargeAgeType[]> {
    const ages = await withWorkspace(this.parts.database, workspaceId, (tx) => readAges(tx, { book, now: this.parts.clock() }));
    return ages.map(({ currency, expected, floor, ceiling, ...age }) => ({
      ...age,
      expected: { amount: expected, currency },
      floor: { amount: floor, currency },
      ceiling: { amount: ceiling, currency },
    }));
  }

  @Query(() => QueuedChargeConnection, { description: 'The charges of a queue with their age, the oldest first.' })
  async chargeQueue(
    @Ctx() { workspaceId }: RequestContext,
    @Arg('state', () => ChargeStates, { description: 'UNBILLED, ESTIMATED or IN_DOUBT; of any other state none waits.' }) state: QueueState,
    @Arg('book', () => MoneyBook, { defaultValue: MoneyBook.REAL, description: 'Whose money.' }) book: 'real' | 'simulated',
    @Arg('first', () => Int, { defaultValue: 50, description: 'How many, from 1 to 200.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'The endCursor of the page before; absent: from the oldest.' })
    after?: string | null,
  ): Promise<QueuedChargeConnection> {
    const page = askedPage(first, after);
    const choice = { state, book, now: this.parts.clock(), ...page };
    const { rows, more, waiting } = await withWorkspace(this.parts.database, workspaceId, async (tx) => {
      const found = await readQueue(tx, choice);
      return {
        ...found,
        waiting: await waitingDecisions(
          tx,
          found.rows.map(({ generation }) => generation),
        ),
      };
    });
    const edges = rows.map(({ currency, expected, floor, ceiling, since, decidableAt, ...row }) => {
      const money = (amount: string | null) => (amount === null ? null : { amount, currency });
      const amounts = { expected: money(expected), floor: money(floor), ceiling: money(ceiling) };
      const decided = { decidableAt: decidableAt?.toISOString() ?? null, decision: waiting.get(row.generation) ?? null };
      return { cursor: cursorOf(row.generation), node: { ...row, ...amounts, ...decided, since: since.toISOString() } };
    });
    return { edges, pageInfo: { hasNextPage: more, endCursor: edges.at(-1)?.cursor ?? null } };
  }
}
