/** A good row in each table of statements. */
const at = '2026-11-20T12:00:00Z';
const id = '01890000-0000-7000-8000-00000000000e';
const period = '["2026-11-19 00:00:00+00","2026-11-20 00:00:00+00")';
const file = { file_name: 'costs.json', file_sha256: '0'.repeat(64), file_bytes: 1, reading: {}, bytes_read: 1 };
const counts = {
  lines: 1,
  rejected: 0,
  left_out: 0,
  lines_placed: 0,
  version: 1,
  superseded_by: 2,
  kept_until: '2036-11-20',
  legal_hold: false,
  removed_at: at,
};
const brought = { received_by: 'name:Ada', received_by_name: 'Ada', received_at: at, current_at: at };
const bucket = { bucket_start: '2026-11-19T00:00:00Z', bucket_end: '2026-11-20T00:00:00Z', project: '', api_key: '', occurrence: 1 };
const stated = { import_id: id, ordinal: 1, version: 1, superseded_by: 2 };
const line = {
  line_item: 'gpt-image-2, image output',
  currency: 'USD',
  amount_text: '0.3',
  amount: 0.3,
  residue: 0,
  file_line: 1,
  file_column: 1,
};
const meaning = { meaning: 'usage', service: 'images', model: 'gpt-image-2', meter: 'image_output', mode: 'realtime' };
const two = { author: 'name:Ada', author_name: 'Ada', proposed_at: at, approver: 'name:Bob', approver_name: 'Bob', approved_at: at };

/** The rows, each with its table; all but the workspace. */
export function statementRows(account: string): readonly (readonly [string, object])[] {
  const of = { provider_account_id: account, series: 'charges' };
  return [
    ['statement_import', { ...of, id, kind: 'openai_costs', origin: 'pull', state: 'current', ...file, ...counts, ...brought, period }],
    ['statement_line', { ...of, ...stated, ...bucket, ...line }],
    ['usage_bucket', { ...of, ...stated, ...bucket, model: '', source: '', size: '', requests: 1, quantities: {} }],
    ['statement_rejection', { import_id: id, number: 1, file_line: 1, file_column: 1, field: '', message: 'It has no amount.' }],
    ['statement_hold', { import_id: id, number: 1, held: false, reason: 'A lawsuit.', author: 'name:Ada', author_name: 'Ada', set_at: at }],
    ['statement_pull', { id, provider_account_id: account, started_at: at, ended_at: at, failure: 'It did not answer.' }],
    ['statement_observation', { ...of, import_id: id, day: '2026-11-19', observed_at: at, digest: '1:0.3:1:1' }],
    ['statement_mapping', { id, name: 'Invoices', reading: {}, saved_by_name: 'Ada', saved_at: at }],
    [
      'line_item_map',
      { id, provider: 'openai', line_item: 'a', ...meaning, valid: '[2026-11-01,)', known: `[${at},)`, reason: '', ...two },
    ],
  ];
}

/** Prepaid credit, each with its table; all but the workspace. */
export function prepaidRows(providerAccountId: string, txId: string): readonly (readonly [string, object])[] {
  const lot = { id, provider_account_id: providerAccountId, book: 'simulated', kind: 'paid', currency: 'USD', quantity: 1, fee: 0 };
  const by = { opened_at: at, reference: 'Receipt', state: 'recorded', author: 'name:Ada', author_name: 'Ada', created_at: at };
  const movement = { lot_id: id, number: 1, event: 'opened', used_before: 0, used_after: 1, cost: 1, tx_id: txId, moved_at: at };
  return [
    ['prepaid_lot', { ...lot, ...by }],
    ['prepaid_movement', movement],
  ];
}

const long = 'x'.repeat(301);

/** What breaks each of their constraints that cannot be read from its text. */
export const statementViolations: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'line_item_map.approved_by_another': { approver: 'name:Ada' },
  'line_item_map.approved_or_discarded': { discarded_at: at },
  'line_item_map.approved_says_by_whom': { known: null },
  'line_item_map.known_begins': { known: '(,)' },
  'line_item_map.line_item_map_line_item_check': { line_item: long },
  'line_item_map.line_item_map_reason_check': { reason: 'x'.repeat(2001) },
  'line_item_map.not_usage_says_its_kind': { not_usage_kind: 'tax' },
  'line_item_map.a_service_is_named_unless_it_is_no_usage': { service: null },
  'line_item_map.usage_says_what_of': { model: null },
  'line_item_map.valid_holds_a_day': { valid: 'empty' },
  'statement_import.a_hold_keeps_the_file': { legal_hold: true },
  'statement_import.a_period_is_half_open': { period: '["2026-11-19 00:00:00+00","2026-11-20 00:00:00+00"]' },
  'statement_import.current_says_its_version_and_period': { version: null },
  'statement_import.nothing_rejected_is_current': { rejected: 1 },
  'statement_import.refused_says_why': { refusal: 'It is torn.' },
  'statement_import.statement_import_file_name_check': { file_name: long },
  'statement_import.statement_import_file_sha256_check': { file_sha256: 'no hash' },
  'statement_line.a_balance_has_its_text': { balance: 1 },
  'statement_line.a_bucket_does_not_end_before_it_begins': { bucket_end: '2026-11-18T00:00:00Z' },
  'statement_line.a_quantity_has_its_text': { quantity: 1 },
  'statement_line.statement_line_api_key_check': { api_key: long },
  'statement_line.statement_line_line_item_check': { line_item: long },
  'statement_line.statement_line_project_check': { project: long },
  'statement_line.statement_line_quantity_check': { quantity_text: 'NaN', quantity: 'NaN' },
  'statement_line.statement_line_residue_check': { residue: 0.000000000001 },
  'statement_line.superseded_by_a_later_version': { superseded_by: 1 },
  'statement_hold.statement_hold_reason_check': { reason: '' },
  'statement_pull.only_what_ended_failed': { ended_at: null },
  'statement_mapping.statement_mapping_name_check': { name: '' },
  'usage_bucket.a_bucket_ends_after_it_begins': { bucket_end: '2026-11-19T00:00:00Z' },
  'usage_bucket.superseded_by_a_later_version': { superseded_by: 1 },
  'usage_bucket.usage_bucket_api_key_check': { api_key: long },
  'usage_bucket.usage_bucket_model_check': { model: long },
  'usage_bucket.usage_bucket_project_check': { project: long },
  'usage_bucket.usage_bucket_size_check': { size: long },
  'usage_bucket.usage_bucket_source_check': { source: long },
};
