import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../access/request-context.ts';
import { withWorkspace, type Database } from '../platform/database.ts';
import { MoneyBook } from '../platform/money-book.type.ts';
import { askedMonth } from './asked-month.ts';
import type { Closing } from './closing.ts';
import { readLedgerSums } from './ledger-sums.ts';
import { MonthBalancesType } from './month-balances.type.ts';
import { allPostings } from './posting-pages.ts';
import { rollForwardOf } from './roll-forward.ts';
import { showBalances } from './show-balances.ts';
import { trialBalanceOf } from './trial-balance.ts';

/** Shows the accounts of any month, closed or not, without looking through it for a close. */
@Resolver()
export class MonthBalancesResolver {
  constructor(private readonly database: Database) {}

  @Query(() => MonthBalancesType, { description: 'The trial balance of a month, and how provider_accrued rolled forward in it.' })
  async monthBalances(
    @Ctx() { workspaceId }: RequestContext,
    @Arg('month', () => String, { description: 'The month, UTC: "2026-10".' }) month: string,
    @Arg('book', () => MoneyBook, { defaultValue: MoneyBook.REAL, description: 'Whose money.' }) book: Closing['book'],
  ): Promise<MonthBalancesType> {
    const closing = askedMonth({ workspaceId, book, month });
    return await withWorkspace(this.database, workspaceId, async (tx) => {
      const sums = await readLedgerSums(tx, closing, allPostings(closing));
      return showBalances({ balance: trialBalanceOf(sums), rollForward: await rollForwardOf(tx, closing, sums) });
    });
  }
}
