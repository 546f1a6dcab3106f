/** A statement that was accepted, with one item about the cost of a generation, as a reconciliation leaves it. */
import type { Client } from 'pg';

const id = '01890000-0000-7000-8000-0000000000b2';
const at = '2026-11-20T12:00:00Z';
const by = { started_by: 'name:Ada', started_by_name: 'Ada', accepted_by: 'name:Ada', accepted_by_name: 'Ada', accepted_at: at };
const pinned = { versions: {}, policy: {}, approval_above: 1, hash: '0'.repeat(64), result: {}, engine_version: 'core', known_at: at };
const run = { ...by, ...pinned, state: 'accepted', step: 'done', lines: 1, charges: 1, items: 1, created_at: at, reconciled_at: at };
const span = { period_from: '2026-11-01', period_until: '2026-12-01' };
const item = {
  run_id: id,
  number: 1,
  item_key: 'a',
  currency: 'USD',
  part: 'rate',
  cause: 'price',
  class: 'open',
  amount: 1,
  posted_before: 0,
};
const found = { differences: [{}], alternatives: [], lines: [], state: 'open' };

const rowOf = (table: string): string => `INSERT INTO ${table} SELECT * FROM jsonb_populate_record(NULL::${table}, $1)`;

/** Writes it, past the rules of how a run goes on; `remove` takes it away again. */
export async function acceptedItem(database: Client, generationId: string): Promise<{ remove: () => Promise<void> }> {
  const { rows } = await database.query<Record<string, string>>(
    'SELECT workspace_id, id, provider_account_id, book FROM provider_attempt WHERE generation_id = $1 ORDER BY number DESC LIMIT 1',
    [generationId],
  );
  const { workspace_id, provider_account_id, book, id: charge } = rows[0] ?? {};
  const write = async (statement: string, values: unknown[] = []): Promise<void> => {
    await database.query('SET session_replication_role = replica');
    await database.query(statement, values);
    await database.query('SET session_replication_role = DEFAULT');
  };
  await write(rowOf('reconciliation_run'), [{ ...run, ...span, id, workspace_id, provider_account_id, book }]);
  await write(rowOf('reconciliation_item'), [{ ...item, ...found, workspace_id, charges: [charge] }]);
  return {
    remove: async () => {
      await write('DELETE FROM reconciliation_item');
      await write('DELETE FROM reconciliation_run');
    },
  };
}
