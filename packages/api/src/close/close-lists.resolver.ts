import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../access/request-context.ts';
import type { Clock } from '../platform/clock.ts';
import { withWorkspace, type Database } from '../platform/database.ts';
import { MoneyBook } from '../platform/money-book.type.ts';
import { shownPriceEntry } from '../price-book/shown-price-entry.ts';
import { MonthDoubtsType } from './accrual.type.ts';
import { askedMonth } from './asked-month.ts';
import { readChangedPrices } from './changed-prices.ts';
import { ChangedPriceType, OpenClaimType } from './close-lists.type.ts';
import type { Closing } from './closing.ts';
import { measureDoubts } from './measured-doubts.ts';
import { readOpenClaims } from './open-claims.ts';
import { readOpenDoubts } from './open-doubts.ts';
import { showDoubts } from './show-close.ts';

/** What finance looks through at the end of a month: the prices that changed in it, its doubts, and the claims that are open. */
@Resolver()
export class CloseListsResolver {
  constructor(private readonly parts: { readonly database: Database; readonly clock: Clock }) {}

  @Query(() => [ChangedPriceType], { description: 'The prices that changed in a month, the latest change first: at most 500.' })
  async changedPrices(
    @Ctx() { workspaceId }: RequestContext,
    @Arg('month', () => String, { description: 'The month, UTC: "2026-10".' }) month: string,
  ): Promise<ChangedPriceType[]> {
    const closing = askedMonth({ workspaceId, book: 'real', month });
    const changed = await withWorkspace(this.parts.database, workspaceId, (tx) => readChangedPrices(tx, closing));
    return changed.map(({ entry, ...change }) => ({ ...change, entry: shownPriceEntry(entry) }));
  }

  @Query(() => MonthDoubtsType, { description: 'What nobody knows the cost of when a month ends, and what that is accrued at.' })
  async monthDoubts(
    @Ctx() { workspaceId }: RequestContext,
    @Arg('month', () => String, { description: 'The month, UTC: "2026-10".' }) month: string,
    @Arg('book', () => MoneyBook, { defaultValue: MoneyBook.REAL, description: 'Whose money.' }) book: Closing['book'],
  ): Promise<MonthDoubtsType> {
    const closing = askedMonth({ workspaceId, book, month });
    return await withWorkspace(this.parts.database, workspaceId, async (tx) => {
      return showDoubts({ doubts: await readOpenDoubts(tx, closing), measured: await measureDoubts(tx, closing) });
    });
  }

  @Query(() => [OpenClaimType], { description: 'The claims that no provider has credited and nobody has written off, the oldest first.' })
  async openClaims(
    @Ctx() { workspaceId }: RequestContext,
    @Arg('book', () => MoneyBook, { defaultValue: MoneyBook.REAL, description: 'Whose money.' }) book: Closing['book'],
  ): Promise<OpenClaimType[]> {
    const claims = await withWorkspace(this.parts.database, workspaceId, (tx) =>
      readOpenClaims(tx, { workspaceId, book }, this.parts.clock()),
    );
    return claims.map(({ amount, currency, ...claim }) => ({ ...claim, amount: { amount, currency } }));
  }
}
