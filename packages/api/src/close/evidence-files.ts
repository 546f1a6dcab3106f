import { sql, type SQL } from 'drizzle-orm';
import type { Transaction } from '../platform/database.ts';
import type { Closing } from './closing.ts';
import { jsonFile, type PackFile } from './pack-file.ts';

/** What the journal of a month rests on, file by file: prices with their sources and who approved them, statements, the line-item map, and everything that was signed. */
export async function evidenceFiles(tx: Transaction, closing: Closing, seed: string): Promise<readonly PackFile[]> {
  const files: PackFile[] = [];
  for (const [name, question] of Object.entries(questions(closing, seed))) {
    const { rows } = await tx.execute<{ row: unknown }>(sql`SELECT to_jsonb(r) AS row FROM (${question}) AS r`);
    files.push(
      jsonFile(
        name,
        rows.map(({ row }) => row),
      ),
    );
  }
  return files;
}

function questions(closing: Closing, seed: string): Readonly<Record<string, SQL>> {
  const { workspaceId, book, month, until } = closing;
  const ofMonth = sql`t.workspace_id = ${workspaceId}::uuid AND t.book = ${book} AND t.accounting_date >= ${month}::date AND t.accounting_date < ${until}::date`;
  const span = sql`tstzrange(${`${month}T00:00:00Z`}::timestamptz, ${`${until}T00:00:00Z`}::timestamptz)`;
  return {
    'price-entries.json': sql`
      SELECT p.id, b.name AS book, p.provider, p.model, p.mode, p.currency, p.tariff, p.rated_tariff, p.valid::text, p.known::text, p.corrects, p.source,
        p.checked_on, p.note, s.author_name AS drafted_by, s.approver_name AS approved_by, s.published_at
      FROM price_entry AS p JOIN price_book AS b ON b.id = p.book_id
      LEFT JOIN price_change_set AS s ON s.workspace_id = ${workspaceId}::uuid AND s.id = p.change_set_id
      WHERE p.id IN (SELECT e.price_entry_id FROM ledger_tx AS t JOIN ledger_entry AS e ON e.workspace_id = t.workspace_id AND e.tx_id = t.id WHERE ${ofMonth})
      ORDER BY p.id`,
    'statements.json': sql`
      SELECT i.id, a.provider, i.kind, i.series, i.version, i.superseded_by, i.period::text, i.file_name, i.file_sha256, i.file_bytes, i.lines, i.received_by_name, i.received_at
      FROM statement_import AS i JOIN provider_account AS a ON a.id = i.provider_account_id
      WHERE i.workspace_id = ${workspaceId}::uuid AND a.book = ${book} AND i.state = 'current' AND i.period && ${span} ORDER BY a.provider, i.series, i.version`,
    'reconciliations.json': sql`
      SELECT r.id, a.provider, r.period_from, r.period_until, r.known_at, r.engine_version, r.versions, r.policy, r.hash, r.result, r.accepted_by_name, r.accepted_at
      FROM reconciliation_run AS r JOIN provider_account AS a ON a.id = r.provider_account_id
      WHERE r.workspace_id = ${workspaceId}::uuid AND r.book = ${book} AND r.state = 'accepted' AND tstzrange(r.period_from, r.period_until) && ${span}
      ORDER BY a.provider, r.accepted_at`,
    'items.json': sql`
      SELECT i.run_id, i.number, i.part, i.cause, i.class, i.currency, i.amount, i.posted_before, i.differences, i.alternatives, i.lines, i.charges, i.state, d.decision, d.reason,
        d.attachments, d.author_name, d.approver_name, d.tx_id
      FROM reconciliation_item AS i JOIN reconciliation_run AS r ON r.workspace_id = i.workspace_id AND r.id = i.run_id
      LEFT JOIN item_resolution AS d ON d.workspace_id = i.workspace_id AND d.id = i.resolution_id
      WHERE i.workspace_id = ${workspaceId}::uuid AND r.book = ${book} AND r.state = 'accepted' AND tstzrange(r.period_from, r.period_until) && ${span}
      ORDER BY i.run_id, i.number`,
    'line-item-map.json': sql`
      SELECT m.id, m.provider, m.line_item, m.meaning, m.not_usage_kind, m.service, m.model, m.meter, m.mode, m.valid::text, m.known::text, m.reason, m.author_name, m.approver_name
      FROM line_item_map AS m WHERE m.workspace_id = ${workspaceId}::uuid AND m.known IS NOT NULL ORDER BY m.provider, m.line_item, m.id`,
    'signatures.json': sql`
      SELECT 'period ' || state AS what, taken_by_name AS by, taken_at AS at, reason FROM period_step
      WHERE workspace_id = ${workspaceId}::uuid AND book = ${book} AND month = ${month}::date
      UNION ALL SELECT 'close prepared', prepared_by_name, prepared_at, fingerprint FROM close_preparation
      WHERE workspace_id = ${workspaceId}::uuid AND book = ${book} AND month = ${month}::date
      UNION ALL SELECT 'doubt counts as ' || d.outcome, d.approver_name, d.approved_at, d.author_name || ': ' || d.reason FROM doubt_decision AS d
      JOIN generation AS g ON g.workspace_id = d.workspace_id AND g.id = d.generation_id
      WHERE d.workspace_id = ${workspaceId}::uuid AND g.book = ${book} AND d.approved_at <@ ${span}
      UNION ALL SELECT 'refund of ' || f.amount || ' ' || f.currency || ' approved', f.decided_by_name, f.decided_at, f.author_name || ': ' || f.reference FROM refund AS f
      JOIN generation AS g ON g.workspace_id = f.workspace_id AND g.id = f.generation_id
      WHERE f.workspace_id = ${workspaceId}::uuid AND g.book = ${book} AND f.state = 'recorded' AND f.decided_at <@ ${span}
      UNION ALL SELECT 're-rating approved', approver_name, approved_at, id::text FROM rating_run
      WHERE workspace_id = ${workspaceId}::uuid AND book = ${book} AND approved_at <@ ${span} ORDER BY at, what`,
    'samples.json': sql`
      SELECT g.id, g.provider, g.model, g.mode, g.request - 'prompt' AS request, g.resolved, g.delivered, g.usage, a.provider_request_id, a.reading, c.state, c.total, c.currency
      FROM (SELECT id, sha256(convert_to(${seed}::text || id::text, 'UTF8')) AS place
        FROM (SELECT DISTINCT t.generation_id AS id FROM ledger_tx AS t WHERE ${ofMonth} AND t.generation_id IS NOT NULL) AS posted ORDER BY place LIMIT 25) AS picked
      JOIN generation AS g ON g.workspace_id = ${workspaceId}::uuid AND g.id = picked.id
      JOIN charge AS c ON c.workspace_id = g.workspace_id AND c.generation_id = g.id AND c.side = 'cost'
      LEFT JOIN LATERAL (SELECT provider_request_id, reading FROM provider_attempt
        WHERE workspace_id = g.workspace_id AND generation_id = g.id ORDER BY number DESC LIMIT 1) AS a ON true
      ORDER BY picked.place`,
  };
}
