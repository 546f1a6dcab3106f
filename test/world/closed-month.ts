/** A month that is closed for ever, past everything that is asked for before. */
import type { Client } from 'pg';
import { defaultWorkspace } from './sample-generation.ts';

/** Statements that close a month hard, as a close writes it: after a soft one, and with nothing dated before. */
export function hardClosed(month: string, book: 'real' | 'simulated' = 'simulated'): readonly string[] {
  const at = `'${month}'::date + interval '2 months'`;
  const id = '01890000-0000-7000-8000-00000000c105';
  const zeros = '0'.repeat(64);
  return [
    `INSERT INTO close_preparation VALUES ('${defaultWorkspace}', '${id}', '${book}', '${month}', 'expected', '${zeros}', '[]', 'name:Ada', 'Ada', ${at})`,
    `INSERT INTO journal_number SELECT workspace_id, book, row_number() OVER (ORDER BY id), id FROM ledger_tx
     WHERE book = '${book}' AND accounting_date < '${month}'::date + interval '1 month'`,
    `INSERT INTO period_close SELECT '${defaultWorkspace}', '${book}', '${month}', 1, '${id}', 'name:Ada', 'name:Grace', 'Grace', ${at}, ${at}, count(*), count(*),
       '${zeros}', '${zeros}', encode(sha256(convert_to('${zeros}' || E'\\n' || '${zeros}' || E'\\n', 'UTF8')), 'hex'), '{"rollForward": []}' FROM journal_number`,
    `INSERT INTO period_step SELECT '${defaultWorkspace}', '${book}', '${month}', coalesce(max(number), 0) + 1, 'hard-closed', 'All agree.', 'name:Grace', 'Grace', ${at}
     FROM period_step WHERE month = '${month}'`,
  ];
}

const entry = (position: number, account: string, amount: number): string =>
  `jsonb_build_object('workspace_id', workspace_id, 'tx_id', made, 'position', ${position}, 'account', '${account}', 'currency', 'USD', 'amount', ${amount})`;

/** Posts a known zero in the month of some transaction, which may be closed softly. */
export const postedLate = `
  SELECT post_transaction(to_jsonb(t) || jsonb_build_object('id', made, 'attempt_id', null, 'event', 'late', 'reason', 'A late answer.'),
    jsonb_build_array(${entry(0, 'generation_cost', 0)}, ${entry(1, 'provider_accrued', 0)}))
  FROM (SELECT *, gen_random_uuid() AS made FROM ledger_tx LIMIT 1) AS t`;

/** Until a close has proved and written all that it can beside postings, and waits for those under way. */
export async function waitingForItsLock(database: Client): Promise<void> {
  for (;;) {
    const { rows } = await database.query(`SELECT FROM pg_locks WHERE locktype = 'advisory' AND mode = 'ExclusiveLock' AND NOT granted`);
    if (rows.length > 0) return;
  }
}
