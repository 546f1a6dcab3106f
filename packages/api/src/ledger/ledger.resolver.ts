import { Arg, Ctx, Int, Query, Resolver } from 'type-graphql';
import { withWorkspace, type Database } from '../platform/database.ts';
import { isId } from '../platform/identifiers.ts';
import { askedPage, cursorOf } from '../platform/page.type.ts';
import type { RequestContext } from '../access/request-context.ts';
import { DateTimeScalar } from '../platform/scalars.ts';
import { AccountBalanceType } from './account-balance.type.ts';
import { LedgerEntryConnection, LedgerFilter } from './ledger.type.ts';
import { recompute } from './recompute.ts';
import { RecomputationType } from './recompute.type.ts';
import { readAccountBalances, readLedgerEntries, type LedgerChoice, type LedgerPlace } from './read-ledger.ts';

/** Reads the ledger back: entry by entry, and as a trial balance to hold against what a provider states. */
@Resolver()
export class LedgerResolver {
  constructor(private readonly database: Database) {}

  @Query(() => LedgerEntryConnection, { description: 'Ledger entries in the order they were written.' })
  async ledgerEntries(
    @Ctx() context: RequestContext,
    @Arg('filter', () => LedgerFilter, { nullable: true, description: 'Which entries; absent: all.' }) filter:
      | LedgerFilter
      | null
      | undefined,
    @Arg('first', () => Int, { defaultValue: 50, description: 'How many, from 1 to 200.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'The endCursor of the page before; absent: from the start.' })
    after?: string | null,
  ): Promise<LedgerEntryConnection> {
    const page = askedPage(first, after, (key) => placeOf(key) !== undefined);
    const asked = { first: page.first, after: page.after === undefined ? undefined : placeOf(page.after) };
    const choice = chosen(filter);
    if (choice === undefined) return { edges: [], pageInfo: { hasNextPage: false, endCursor: null }, totalCount: 0 };
    const { rows, more, total } = await withWorkspace(this.database, context.workspaceId, (tx) => readLedgerEntries(tx, choice, asked));
    const edges = rows.map(({ currency, amount, serviceAt, recordedAt, ...row }) => ({
      cursor: cursorOf(`${row.transaction}:${row.position}`),
      node: {
        ...row,
        amount: { amount, currency },
        serviceAt: serviceAt.toISOString(),
        servicePeriod: serviceAt.toISOString().slice(0, 7),
        recordedAt: recordedAt.toISOString(),
      },
    }));
    return { edges, pageInfo: { hasNextPage: more, endCursor: edges.at(-1)?.cursor ?? null }, totalCount: total };
  }

  @Query(() => [AccountBalanceType], {
    description:
      'The trial balance: each account with an entry, by book, provider and currency. ' +
      'provider_accrued of a provider, its sign turned, is what the provider should state.',
  })
  async accountBalances(
    @Ctx() context: RequestContext,
    @Arg('filter', () => LedgerFilter, { nullable: true, description: 'Which entries to sum; absent: all.' })
    filter: LedgerFilter | null | undefined,
  ): Promise<AccountBalanceType[]> {
    const choice = chosen(filter);
    if (choice === undefined) return [];
    const rows = await withWorkspace(this.database, context.workspaceId, (tx) => readAccountBalances(tx, choice));
    return rows.map(shownBalance);
  }

  @Query(() => RecomputationType, {
    description: 'Rates every usage line of a span again from the price entry it cites, and names the differences.',
  })
  async recompute(
    @Ctx() context: RequestContext,
    @Arg('from', () => DateTimeScalar, { description: 'The first instant of the span, by when the provider worked.' }) from: string,
    @Arg('until', () => DateTimeScalar, { description: 'The first instant after it.' }) until: string,
  ): Promise<RecomputationType> {
    return await withWorkspace(this.database, context.workspaceId, (tx) => recompute(tx, { from, until }));
  }
}

function shownBalance(row: Awaited<ReturnType<typeof readAccountBalances>>[number]): AccountBalanceType {
  const { balance, currency, ...about } = row;
  return { ...about, balance: { amount: balance, currency } };
}

/** The filter as the ledger is read by; undefined where it names a generation that cannot exist. */
function chosen(filter: LedgerFilter | null | undefined): LedgerChoice | undefined {
  const generation = filter?.generation ?? undefined;
  if (generation !== undefined && !isId(generation)) return undefined;
  return {
    book: filter?.book ?? undefined,
    provider: filter?.provider ?? undefined,
    account: filter?.account ?? undefined,
    currency: filter?.currency ?? undefined,
    from: filter?.from ?? undefined,
    until: filter?.until ?? undefined,
    recordedBy: filter?.recordedBy ?? undefined,
    generation,
  };
}

/** `<transaction>:<position>`, as a cursor holds it. */
function placeOf(key: string): LedgerPlace | undefined {
  const [txId = '', position = ''] = key.split(':');
  return isId(txId) && /^\d{1,4}$/.test(position) ? { txId, position: Number(position) } : undefined;
}
