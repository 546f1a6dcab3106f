/** A month that is closed for ever, past everything that is asked for before. */
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
