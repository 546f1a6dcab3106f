import { instantSql } from '../platform/instant-sql.ts';
import type { Transaction } from '../platform/database.ts';
import type { Closing } from './closing.ts';
import type { JournalNumbers } from './number-journal.ts';
import { csvLine, type Cell } from './csv-line.ts';
import { copiedCsv, textCell, type PackFile } from './pack-file.ts';

const columns = [
  'number',
  'position',
  'transaction',
  'event',
  'service_at',
  'accounting_date',
  'recorded_at',
  'provider_account',
  'generation',
  'attempt',
  'corrects',
  'for_workspace',
  'engine_version',
  'reason',
  'account',
  'currency',
  'amount',
  'meter',
  'quantity',
  'unit_price',
  'per',
  'multiplier',
  'divisor',
  'price_entry',
] as const;

/** Every entry of a closed month in one spelling, by journal number and position, and the lines that follow them: the file whose hash the close carries. */
export function journalFile(
  tx: Transaction,
  closing: Closing,
  { numbers: { first, last }, tail }: { readonly numbers: JournalNumbers; readonly tail: string },
): PackFile {
  const text = question(closing, { after: (first - 1n).toString(), last: last.toString(), cell: textCell });
  return copiedCsv(tx, 'journal.csv', { columns, text, tail });
}

/** The lines of some numbers of the journal, few enough to be held. */
export async function journalLines(tx: Transaction, closing: Closing, { first, last }: JournalNumbers): Promise<string> {
  const { rows } = await tx.$client.query<Cell[]>({
    text: question(closing, { after: '$1', last: '$2', cell: (text) => text }),
    values: [(first - 1n).toString(), last.toString()],
    rowMode: 'array',
  });
  return rows.map(csvLine).join('');
}

/** Which numbers, after one and until another, and how a text becomes a cell. */
interface Written {
  readonly after: string;
  readonly last: string;
  readonly cell: (text: string) => string;
}

function question({ workspaceId, book }: Closing, { after, last, cell }: Written): string {
  return `
    SELECT n.number::text, e.position, t.id::text, ${cell('t.event')}, ${instantSql('t.service_at')}, t.accounting_date::text, ${instantSql('t.recorded_at')}, t.provider_account_id::text,
      t.generation_id::text, t.attempt_id::text, t.corrects::text, t.for_workspace::text, ${cell('t.engine_version')}, ${cell('t.reason')}, e.account, e.currency, trim_scale(e.amount)::text,
      e.meter, trim_scale(e.quantity)::text, trim_scale(e.unit_price)::text, e.per::text, e.multiplier::text, e.divisor::text, e.price_entry_id::text
    FROM journal_number AS n JOIN ledger_tx AS t ON t.workspace_id = n.workspace_id AND t.id = n.tx_id
    JOIN ledger_entry AS e ON e.workspace_id = t.workspace_id AND e.tx_id = t.id
    WHERE n.workspace_id = '${workspaceId}' AND n.book = '${book}' AND n.number > ${after}::bigint AND n.number <= ${last}::bigint ORDER BY n.number, e.position`;
}
