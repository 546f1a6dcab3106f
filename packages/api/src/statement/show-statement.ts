import { providerAccountTable } from '../access/provider-account.table.ts';
import type { ShownLine } from './read-statements.ts';
import { StatementLineType } from './statement-line.type.ts';
import type { StoredImport } from './statement-import.table.ts';
import { ProviderAccountType, StatementType, type LastPullType } from './statement.type.ts';

/** A stored provider account → what GraphQL shows. */
export function showAccount(
  { lentBy, ...account }: typeof providerAccountTable.$inferSelect,
  lastPull: LastPullType | undefined,
): ProviderAccountType {
  return Object.assign(new ProviderAccountType(), { ...account, lent: lentBy !== null, lastPull: lastPull ?? null });
}

/** A stored import → what GraphQL shows. */
export function showStatement({ period, receivedByName, ...row }: StoredImport): StatementType {
  const [from, until] = endsOf(period);
  return Object.assign(new StatementType(), { ...row, from, until, receivedBy: receivedByName });
}

/** `["2026-10-01 00:00:00+00","2026-11-01 00:00:00+00")` → both ends. */
function endsOf(period: string | null): readonly [Date | null, Date | null] {
  const [from, until] = period?.match(/\d[^",)]*/g) ?? [];
  return from === undefined || until === undefined ? [null, null] : [new Date(isoOf(from)), new Date(isoOf(until))];
}

/** PostgreSQL's own way to write an instant → RFC 3339. */
function isoOf(text: string): string {
  return text.replace(' ', 'T').replace(/([+-]\d{2})$/, '$1:00');
}

/** A stored line → what GraphQL shows. */
export function showLine(statementId: string, { ordinal, amount, currency, ...line }: ShownLine): StatementLineType {
  return Object.assign(new StatementLineType(), { ...line, id: `${statementId}:${ordinal}`, amount: { amount, currency } });
}
