/** October is closed; then the provider gives a credit of 6 where it gave one of 5, and sends its invoice, in cents and with tax. */
export const restatement = [
  `INSERT INTO period_step (workspace_id, book, month, number, state, reason, taken_by, taken_by_name, taken_at)
   SELECT workspace_id, 'real', '2026-10-01', 2, 'hard-closed', 'It is over.', 'name:Ada', 'Ada', '2026-11-20' FROM reconciliation_run LIMIT 1`,
  `INSERT INTO statement_import SELECT made.* FROM statement_import AS old, jsonb_populate_record(old, jsonb_build_object('id', gen_random_uuid(), 'version', 2,
     'file_sha256', repeat('3', 64))) AS made WHERE old.series = 'charges'`,
  `UPDATE statement_line SET superseded_by = 2 WHERE line_item = 'credit' AND version = 1`,
  `INSERT INTO statement_line SELECT made.* FROM statement_line AS old, statement_import AS new, jsonb_populate_record(old, jsonb_build_object(
     'import_id', new.id, 'version', 2, 'superseded_by', NULL, 'amount', -6, 'amount_text', '-6')) AS made WHERE old.line_item = 'credit' AND new.version = 2`,
  `INSERT INTO statement_import SELECT made.* FROM statement_import AS old, jsonb_populate_record(old, jsonb_build_object('id', gen_random_uuid(), 'series', 'payable',
     'version', 1)) AS made WHERE old.version = 2`,
  `INSERT INTO statement_line SELECT made.* FROM statement_line AS old, statement_import AS new, (VALUES (98, 'Usage', 439.4, NULL), (99, 'VAT', 10, 'Tax'))
     AS said (ordinal, line_item, amount, category), jsonb_populate_record(old, to_jsonb(said) || jsonb_build_object('import_id', new.id, 'version', 1, 'series', 'payable',
     'superseded_by', NULL, 'amount_text', said.amount::text)) AS made WHERE old.line_item = 'credit' AND old.version = 2 AND new.series = 'payable'`,
];
