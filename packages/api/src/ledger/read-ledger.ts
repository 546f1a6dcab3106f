import { and, count, eq, sql, type SQL } from 'drizzle-orm';
import { providerAccountTable } from '../access/provider-account.table.ts';
import type { Transaction } from '../platform/database.ts';
import { ledgerAccountTable } from './ledger-account.table.ts';
import { ledgerEntryTable } from './ledger-entry.table.ts';
import { ledgerTxTable } from './ledger-tx.table.ts';

/** Which entries to read; an undefined field filters nothing. Instants are RFC 3339. */
export interface LedgerChoice {
  readonly book?: 'real' | 'simulated' | undefined;
  readonly provider?: string | undefined;
  readonly account?: string | undefined;
  readonly currency?: string | undefined;
  /** The first accounting day. */
  readonly from?: string | undefined;
  /** The first accounting day after the last. */
  readonly until?: string | undefined;
  readonly generation?: string | undefined;
  readonly recordedBy?: string | undefined;
}

/** The place of an entry in the order of writing: its transaction, whose id sorts by time, and its place in it. */
export interface LedgerPlace {
  readonly txId: string;
  readonly position: number;
}

const entryColumns = {
  transaction: ledgerEntryTable.txId,
  position: ledgerEntryTable.position,
  book: ledgerTxTable.book,
  provider: providerAccountTable.provider,
  event: ledgerTxTable.event,
  account: ledgerEntryTable.account,
  currency: ledgerEntryTable.currency,
  amount: sql<string>`trim_scale(${ledgerEntryTable.amount})::text`,
  meter: ledgerEntryTable.meter,
  quantity: ledgerEntryTable.quantity,
  unitPrice: ledgerEntryTable.unitPrice,
  per: ledgerEntryTable.per,
  priceEntry: ledgerEntryTable.priceEntryId,
  generation: ledgerTxTable.generationId,
  attempt: ledgerTxTable.attemptId,
  serviceAt: ledgerTxTable.serviceAt,
  accountingDate: ledgerTxTable.accountingDate,
  recordedAt: ledgerTxTable.recordedAt,
  reason: ledgerTxTable.reason,
  forWorkspace: ledgerTxTable.forWorkspace,
};

/** A page of entries in the order they were written, and how many all pages have. */
export async function readLedgerEntries(
  tx: Transaction,
  choice: LedgerChoice,
  page: { readonly first: number; readonly after?: LedgerPlace | undefined },
) {
  const rows = await tx
    .select(entryColumns)
    .from(ledgerEntryTable)
    .innerJoin(ledgerTxTable, ofItsTransaction)
    .innerJoin(providerAccountTable, ofItsProviderAccount)
    .where(and(chosenBy(choice), behind(page.after)))
    .orderBy(ledgerEntryTable.txId, ledgerEntryTable.position)
    .limit(page.first + 1);
  const counted = await tx
    .select({ total: count() })
    .from(ledgerEntryTable)
    .innerJoin(ledgerTxTable, ofItsTransaction)
    .innerJoin(providerAccountTable, ofItsProviderAccount)
    .where(chosenBy(choice));
  return { rows: rows.slice(0, page.first), more: rows.length > page.first, total: counted[0]?.total ?? 0 };
}

/** The balance of each account that has an entry, by book, provider and currency: the trial balance, which sums to zero per book and currency. */
export function readAccountBalances(tx: Transaction, choice: LedgerChoice) {
  const about = {
    code: ledgerAccountTable.code,
    account: ledgerAccountTable.name,
    meaning: ledgerAccountTable.meaning,
    normalSign: ledgerAccountTable.normalSign,
    book: ledgerTxTable.book,
    provider: providerAccountTable.provider,
    currency: ledgerEntryTable.currency,
  };
  return tx
    .select({ ...about, balance: sql<string>`trim_scale(sum(${ledgerEntryTable.amount}))::text`, entries: count() })
    .from(ledgerEntryTable)
    .innerJoin(ledgerTxTable, ofItsTransaction)
    .innerJoin(providerAccountTable, ofItsProviderAccount)
    .innerJoin(ledgerAccountTable, eq(ledgerAccountTable.name, ledgerEntryTable.account))
    .where(chosenBy(choice))
    .groupBy(...Object.values(about))
    .orderBy(ledgerTxTable.book, ledgerAccountTable.code, providerAccountTable.provider, ledgerEntryTable.currency);
}

const ofItsTransaction = and(eq(ledgerTxTable.workspaceId, ledgerEntryTable.workspaceId), eq(ledgerTxTable.id, ledgerEntryTable.txId));
const ofItsProviderAccount = eq(providerAccountTable.id, ledgerTxTable.providerAccountId);

function behind(place: LedgerPlace | undefined): SQL | undefined {
  if (place === undefined) return undefined;
  return sql`(${ledgerEntryTable.txId}, ${ledgerEntryTable.position}) > (${place.txId}::uuid, ${place.position}::smallint)`;
}

function chosenBy(choice: LedgerChoice): SQL | undefined {
  return and(
    choice.book === undefined ? undefined : eq(ledgerTxTable.book, choice.book),
    choice.provider === undefined ? undefined : eq(providerAccountTable.provider, choice.provider),
    choice.account === undefined ? undefined : eq(ledgerEntryTable.account, choice.account),
    choice.currency === undefined ? undefined : eq(ledgerEntryTable.currency, choice.currency),
    choice.from === undefined ? undefined : sql`${ledgerTxTable.accountingDate} >= ${choice.from}::date`,
    choice.until === undefined ? undefined : sql`${ledgerTxTable.accountingDate} < ${choice.until}::date`,
    choice.generation === undefined ? undefined : eq(ledgerTxTable.generationId, choice.generation),
    choice.recordedBy === undefined ? undefined : sql`${ledgerTxTable.recordedAt} <= ${choice.recordedBy}::timestamptz`,
  );
}
