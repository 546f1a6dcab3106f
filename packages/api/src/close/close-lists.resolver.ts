import { Arg, Ctx, Int, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../access/request-context.ts';
import type { Clock } from '../platform/clock.ts';
import { withWorkspace, type Database } from '../platform/database.ts';
import type { Connection } from '../platform/connection.type.ts';
import { MoneyBook } from '../platform/money-book.type.ts';
import { askedPage, cursorOf } from '../platform/page.type.ts';
import { shownPriceEntry } from '../price-book/shown-price-entry.ts';
import { MonthDoubtsType } from './accrual.type.ts';
import { askedMonth } from './asked-month.ts';
import { readChangedPrices } from './changed-prices.ts';
import { CarriedAgeType, CarriedItemConnection, ChangedPriceType, OpenClaimType, type CarriedItemType } from './close-lists.type.ts';
import type { Closing } from './closing.ts';
import { measureDoubts } from './measured-doubts.ts';
import { readOpenDoubts } from './open-doubts.ts';
import { showDoubts } from './show-close.ts';
import { placeOf, readWaitingAges, readWaitingItems, type WaitingChoice } from './waiting-items.ts';

/** What finance looks through at the end of a month: the prices that changed in it, its doubts, and what is claimed or left for later. */
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
    const choice = this.waiting('claimed', { workspaceId, book });
    const claims = await withWorkspace(this.parts.database, workspaceId, (tx) => readWaitingItems(tx, choice));
    return claims.map(({ author, since, ...claim }) => ({ ...inMoney(claim), claimedBy: author, claimedAt: since }));
  }

  @Query(() => CarriedItemConnection, {
    description: 'The items that are left for later in the accepted statements that stand, the oldest first.',
  })
  async carriedItems(
    @Ctx() { workspaceId }: RequestContext,
    @Arg('book', () => MoneyBook, { defaultValue: MoneyBook.REAL, description: 'Whose money.' }) book: Closing['book'],
    @Arg('first', () => Int, { defaultValue: 50, description: 'How many, from 1 to 200.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'The endCursor of the page before; absent: from the oldest.' })
    after?: string | null,
  ): Promise<Connection<CarriedItemType>> {
    const page = askedPage(first, after, (key) => placeOf(key) !== undefined);
    const choice = this.waiting('carried', { workspaceId, book });
    const { items, ages } = await withWorkspace(this.parts.database, workspaceId, async (tx) => {
      return { items: await readWaitingItems(tx, choice, page), ages: await readWaitingAges(tx, choice) };
    });
    const edges = items.slice(0, page.first).map(({ author, since, place, ...item }) => ({
      cursor: cursorOf(place),
      node: { ...inMoney(item), carriedBy: author, carriedAt: since },
    }));
    const pageInfo = { hasNextPage: items.length > edges.length, endCursor: edges.at(-1)?.cursor ?? null };
    return { edges, pageInfo, totalCount: ages.reduce((sum, { count }) => sum + count, 0) };
  }

  @Query(() => [CarriedAgeType], { description: 'The same by how long they wait: by currency, the youngest first.' })
  async carriedAges(
    @Ctx() { workspaceId }: RequestContext,
    @Arg('book', () => MoneyBook, { defaultValue: MoneyBook.REAL, description: 'Whose money.' }) book: Closing['book'],
  ): Promise<CarriedAgeType[]> {
    const choice = this.waiting('carried', { workspaceId, book });
    return (await withWorkspace(this.parts.database, workspaceId, (tx) => readWaitingAges(tx, choice))).map(inMoney);
  }

  private waiting(state: WaitingChoice['state'], of: Pick<WaitingChoice, 'workspaceId' | 'book'>): WaitingChoice {
    return { ...of, state, now: this.parts.clock() };
  }
}

/** An amount beside its currency → money. */
function inMoney<Of extends { readonly amount: string; readonly currency: string }>({ amount, currency, ...rest }: Of) {
  return { ...rest, amount: { amount, currency } };
}
