import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { identityOf } from '../access/caller-identity.ts';
import type { RequestContext } from '../access/request-context.ts';
import { withWorkspace, type Database } from '../platform/database.ts';
import { MoneyBook } from '../platform/money-book.type.ts';
import { readBalances } from './balances.ts';
import { PrepaidBalanceType, PrepaidMovementType } from './balances.type.ts';
import { PrepaidLotType } from './prepaid.type.ts';
import { readMovements } from './read-movements.ts';

/** Shows what became of lots, and what is left by lots, ledger and providers. */
@Resolver(() => PrepaidLotType)
export class PrepaidBalancesResolver {
  constructor(private readonly database: Database) {}

  @Query(() => [PrepaidBalanceType], {
    description: 'What providers hold for us, by account and currency: by lots, ledger and statements.',
  })
  async prepaidBalances(
    @Ctx() { workspaceId }: RequestContext,
    @Arg('book', () => MoneyBook, { defaultValue: MoneyBook.REAL, description: 'Whose money.' }) book: 'real' | 'simulated',
  ): Promise<PrepaidBalanceType[]> {
    const rows = await withWorkspace(this.database, workspaceId, (tx) => readBalances(tx, { book }));
    return rows.map(({ currency, left, held, owed, stated, statedAt, recordedThen, ...where }) => {
      const money = (amount: string) => ({ amount, currency });
      const known = { left: money(left), held: money(held), owed: money(owed) };
      const then = { stated: stated === null ? null : money(stated), recordedThen: recordedThen === null ? null : money(recordedThen) };
      return { ...where, ...known, ...then, statedAt: statedAt === null ? null : new Date(statedAt).toISOString() };
    });
  }

  @FieldResolver(() => Boolean, { description: 'Whether you recorded it: then somebody else approves it.' })
  isMine(@Ctx() { caller }: RequestContext, @Root() lot: PrepaidLotType): boolean {
    return lot.authorIdentity === identityOf(caller);
  }

  @FieldResolver(() => [PrepaidMovementType], { description: 'What became of it, the latest step first; at most 200.' })
  async movements(@Ctx() { workspaceId }: RequestContext, @Root() lot: PrepaidLotType): Promise<PrepaidMovementType[]> {
    const rows = await withWorkspace(this.database, workspaceId, (tx) => readMovements(tx, lot.id));
    return rows.map(({ taken, left, cost, at, ...row }) => {
      const counted = (amount: string) => ({ amount, currency: lot.quantity.currency });
      const paid = { amount: cost, currency: lot.price?.currency ?? lot.quantity.currency };
      return { ...row, taken: counted(taken), left: counted(left), cost: paid, at: new Date(at).toISOString() };
    });
  }
}
