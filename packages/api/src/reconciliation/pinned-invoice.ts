import type { PinnedInvoice, StatementLine } from '@halfpenny/core';
import { instantSql } from '../platform/instant-sql.ts';
import type { Transaction } from '../platform/database.ts';
import { statementLines } from '../statement/statement-lines.ts';

/** Of which account, over which period, as which version of what is payable left it; absent: nothing was stated as payable. */
interface InvoiceAsked {
  readonly providerAccountId: string;
  readonly from: string;
  readonly until: string;
  readonly version: number | undefined;
}

/** What is payable by the invoices that are about the period, or a part of it, and about nothing else; undefined where there is none. */
export async function pinnedInvoice(tx: Transaction, { version, ...asked }: InvoiceAsked): Promise<PinnedInvoice | undefined> {
  if (version === undefined) return undefined;
  const text = `
    SELECT i.id, ${instantSql('lower(i.period)')} AS "from", ${instantSql('upper(i.period)')} AS until, array(
      SELECT DISTINCT l.currency::text FROM statement_line AS l WHERE l.workspace_id = i.workspace_id AND l.import_id = i.id ORDER BY 1) AS currencies
    FROM statement_import AS i
    WHERE i.provider_account_id = $1 AND i.series = 'payable' AND i.state = 'current' AND i.version <= $4 AND (i.superseded_by IS NULL OR i.superseded_by > $4)
      AND i.period <@ tstzrange($2, $3) ORDER BY i.version`;
  const { rows } = await tx.$client.query<Invoice>(text, [asked.providerAccountId, asked.from, asked.until, version]);
  if (rows.length === 0) return undefined;
  const about = new Set(rows.map(({ id }) => id));
  const lines: StatementLine[] = [];
  for (const currency of new Set(rows.flatMap(({ currencies }) => currencies)))
    for (const line of await statementLines(tx, { ...asked, version, currency, series: 'payable' }))
      if (about.has(line.id.slice(0, line.id.indexOf(':')))) lines.push(line);
  return { lines, spans: rows.map(({ from, until }) => ({ from, until })) };
}

interface Invoice {
  readonly id: string;
  readonly from: string;
  readonly until: string;
  readonly currencies: readonly string[];
}
