/** For each constraint a row that only it refuses: the change to a good row that breaks it. */
import type { ConstraintRule } from './rules.ts';
import { doubtViolations } from './good-doubt.ts';
import { reconciliationViolations } from './good-reconciliation.ts';
import { statementViolations } from './good-statement.ts';

/** Columns and what is put there, as JSON. */
export type Change = Readonly<Record<string, unknown>>;

/** Checks whose violation cannot be read from their text. */
const byHand: Readonly<Record<string, Change>> = {
  'api_key.a_key_is_held_by_a_person_or_a_key': { holder: 'name:Ada' },
  'api_key.api_key_name_check': { name: '' },
  'api_key.api_key_prefix_check': { prefix: 'Prefix' },
  'api_key.api_key_secret_sha256_check': { secret_sha256: '\\x00' },
  'budget.a_narrower_budget_names_its_own': { scope: 'api_key', scope_id: null },
  'budget.budget_slots_check': { slots: 65 },
  'budget.period_is_half_open': { period: '[2026-11-01,2026-12-01]' },
  'charge.total_is_known_exactly_when_final': { state: 'settled', total: null },
  'charge.void_is_zero': { state: 'void', total: 1 },
  'charge_correction.void_is_zero': { state: 'void', total: 1 },
  'charge_line.amount_is_that_of_its_line': { amount: 1 },
  'generated_image.generated_image_sha256_check': { sha256: 'no hash' },
  'generation_input.generation_input_sha256_check': { sha256: 'no hash' },
  'generation_input.one_mask_at_most': { role: 'mask', position: 1 },
  'generation.generation_request_key_check': { request_key: '' },
  'generation.max_cost_has_a_currency': { max_cost: 1, max_cost_currency: null },
  'generation.a_template_has_variables': { template_version_id: null, template_variables: {} },
  'generation_input.generation_input_position_check': { role: 'image', position: 16 },
  'generation_input.generation_input_role_check': { role: 'nonsense', position: 0 },
  'hold.a_budget_is_held_in_a_slot': { budget_id: null, slot: 0 },
  'hold_settlement.released_is_zero': { outcome: 'released', amount: 1 },
  'invitation.invitation_email_check': { email: 'Ada@example.org' },
  'invitation.invitation_token_sha256_check': { token_sha256: '\\x00' },
  'ledger_entry.a_usage_line_is_whole': { meter: null },
  'ledger_entry.amount_is_that_of_its_line': { amount: 1 },
  'ledger_tx.nobody_lends_to_itself': { for_workspace: '01890000-0000-7000-8000-000000000001' },
  'partial_image.partial_image_sha256_check': { sha256: 'no hash' },
  'person.person_email_check': { email: 'Ada@example.org' },
  'person.person_name_check': { name: '' },
  'prepaid_lot.a_lot_expires_after_it_began': { expires_at: '2026-11-20T12:00:00Z' },
  'prepaid_lot.credits_are_bought_for_money': { kind: 'virtual' },
  'prepaid_lot.credits_are_no_money': { price_currency: 'USD' },
  'prepaid_lot.decided_says_by_whom': { decided_by: 'name:Ben' },
  'prepaid_lot.only_a_top_up_has_a_fee': { kind: 'granted', fee: 1 },
  'prepaid_lot.prepaid_lot_reference_check': { reference: '' },
  'price_book.a_book_is_for_all_or_for_a_workspace': { kind: 'sell', name: 'list-price', scope: 'somebody' },
  'price_book.cost_is_the_name_of_the_cost_book': { kind: 'sell', name: 'cost' },
  'price_book.price_book_name_check': { name: 'Capital' },
  'price_book_version.price_book_version_only_row_check': { only_row: false },
  'price_change_set.price_change_set_title_check': { title: '' },
  'price_change_set.price_change_set_reason_check': { reason: 'x'.repeat(2001) },
  'price_change_set.price_change_set_writers_check': { writers: [] },
  'price_change_set.published_says_by_whom_and_since_when': { state: 'published' },
  'price_draft.additions_and_corrections_say_the_entry': { action: 'correct' },
  'price_draft.all_but_an_addition_have_a_target': { target_id: null },
  'price_draft.only_an_end_is_at_an_instant': { action: 'withdraw' },
  'price_draft.price_draft_ends_at_check': { ends_at: 'x'.repeat(101) },
  'price_entry.a_draft_is_of_a_change_set': { draft_id: '00000000-0000-4000-8000-000000000000' },
  'price_entry.a_published_price_names_source_and_day': { change_set_id: '00000000-0000-4000-8000-000000000000', source: null },
  'price_entry.only_what_has_an_end_is_ended': { ended_by: '00000000-0000-4000-8000-000000000000' },
  'price_entry.tariff_is_unambiguous': { tariff: { components: [{ meter: 'image' }, { meter: 'image', when: { quality: 'low' } }] } },
  'price_entry.based_on_an_entry_of_its_own_day': { rated_tariff: {} },
  'price_entry.known_is_half_open': { known: '[2026-11-01,2026-12-01]' },
  'price_entry.valid_begins_in_2000_or_later': { valid: '[1999-12-31,2001-01-01)' },
  'price_entry.valid_is_half_open': { valid: '[2026-11-01,2026-12-01]' },
  'price_entry.tariff_has_components': { tariff: { components: [] } },
  'rating_run.a_change_set_has_a_version': { change_set_version: 1 },
  'rating_run.a_rerating_is_of_one_workspace': { at_provider: 'openai' },
  'rating_run.an_impact_writes_nothing': { kind: 'impact' },
  'rating_run.approved_says_by_whom': { state: 'approved' },
  'rating_run.failed_says_why': { failure: 'It stopped.' },
  'rating_run.rating_run_check': { until: '2026-11-20T12:00:00Z' },
  'rating_run.rating_run_covers_check': { kind: 'impact', covers: [], proposed: 0 },
  'rerating_item.it_changes_or_settles': { becomes: 1 },
  'rerating_item.only_what_settles_has_a_charge': { charge_becomes: 1 },
  'price_review.price_review_comment_check': { comment: 'x'.repeat(2001) },
  'provider_attempt.only_an_unknown_outcome_has_no_end': { outcome: 'failed', ended_at: null },
  'provider_batch.a_submitted_batch_has_its_receipt': { state: 'submitted', provider_batch_id: null },
  'provider_batch.an_ended_batch_says_how': { state: 'ended', ended_as: null },
  'close_preparation.close_preparation_month_check': { month: '2026-10-02' },
  'close_preparation.close_preparation_fingerprint_check': { fingerprint: 'none' },
  'ledger_proof.ledger_proof_month_check': { month: '2026-10-02' },
  'ledger_proof.ledger_proof_check': { postings_done: 99, found: null, proved_at: null },
  'ledger_proof.a_proof_is_kept_whole': { found: null },
  'period_close.nobody_reviews_their_own_close': { reviewed_by: 'name:Ada' },
  'period_close.period_close_month_check': { month: '2026-10-02' },
  'period_close.period_close_entries_hash_check': { entries_hash: 'none' },
  'period_close.period_close_previous_hash_check': { previous_hash: 'none' },
  'period_close.the_hash_is_chained': { hash: 'none' },
  'period_step.period_step_month_check': { month: '2026-10-02' },
  'quote.a_template_has_variables': { template_version_id: null, template_variables: {} },
  'quote.only_a_price_of_its_own_day_is_executable': { executable: true, priced_at: '2026-11-19T12:00:00Z' },
  'quote_line.amount_is_that_of_its_line': { amount: 1 },
  'quote_offer.exact_is_one_amount': { exactness: 'exact', floor: 0 },
  'quote_offer.floor_expected_ceiling_ascend': { floor: 2, expected: 1, ceiling: 3 },
  'quote_offer.only_a_sell_price_has_a_cost_beside_it': { cost_currency: 'USD' },
  'revocation_count.revocation_count_only_one_check': { only_one: false },
  'sign_in_secret.sign_in_secret_only_one_check': { only_one: false },
  'sign_in_secret.sign_in_secret_secret_check': { secret: 'short' },
  'spent_correction.spent_correction_difference_check': { difference: 0 },
  'stage.stage_name_check': { name: 'Final' },
  ...statementViolations,
  ...doubtViolations,
  ...reconciliationViolations,
  'template.template_name_check': { name: '' },
  'unkept_image.unkept_image_sha256_check': { sha256: 'no hash' },
  'upload.upload_sha256_check': { sha256: 'no hash' },
  'workspace.workspace_name_check': { name: '' },
};

/** Values that break a check which says the same of one column in many tables. */
const byPattern: readonly (readonly [RegExp, unknown])[] = [
  [/<> ''::text/, ''],
  [/= ANY \(ARRAY\[/, 'nonsense'],
  [/jsonb_typeof/, 5],
  [/>= \(?[01]\)?/, -1],
  [/> \(?0\)?/, 0],
];

/** What makes a good row one that this constraint refuses; undefined where nobody has said how. */
export function violationOf(rule: ConstraintRule): Change | undefined {
  switch (rule.kind) {
    case 'check':
      return byHand[`${rule.table}.${rule.name}`] ?? patterned(rule);
    case 'reference':
      return { ...filled(rule), ...nowhere(rule) };
    default:
      return filled(rule);
  }
}

function patterned({ definition, columns }: ConstraintRule): Change | undefined {
  const [column] = columns;
  const known = byPattern.find(([pattern]) => pattern.test(definition));
  return known === undefined || column === undefined || columns.length > 1 ? undefined : { [column]: known[1] };
}

const strange: Readonly<Record<string, unknown>> = {
  uuid: '00000000-0000-4000-8000-000000000000',
  text: 'name:nowhere',
  smallint: 32_000,
  integer: 32_000,
};

const another = '00000000-0000-4000-8000-000000000001';

/** A reference to what is not there. A workspace that is not there belongs to the rule about the workspace alone. */
function nowhere({ columns, types }: ConstraintRule): Change {
  const pairs = columns.map((column, index) => [column, strange[types[index] ?? '']] as const);
  return Object.fromEntries(columns.length === 1 ? pairs : pairs.filter(([column]) => column !== 'workspace_id' && column !== 'book'));
}

/** A column that may be empty is filled, since an empty one breaks no key; a row that refers to its own table gets an id of its own. */
function filled({ table, name }: ConstraintRule): Change {
  const needed: Readonly<Record<string, Change>> = {
    'ledger_tx.ledger_tx_workspace_id_corrects_fkey': { id: another, attempt_id: null },
    'price_entry.price_entry_corrects_fkey': { id: another },
    'price_entry.price_entry_base_id_fkey': { id: another },
    'price_entry.price_entry_origin_id_fkey': { id: another },
    'quote_offer.quote_offer_cost_entry_id_fkey': { cost_currency: 'USD' },
    'ledger_tx.a_chain_never_forks': { corrects: strange['uuid'] },
    'provider_account.lent_by_an_account_of_its_book': { id: another, provider: 'another' },
    'statement_import.the_same_file_once': { superseded_by: null },
    'line_item_map.line_item_map_workspace_id_origin_id_fkey': {
      id: another,
      known: null,
      approver: null,
      approver_name: null,
      approved_at: null,
    },
    'reconciliation_run.reconciliation_run_workspace_id_repeats_fkey': { id: another },
    'hold.hold_workspace_id_budget_id_currency_fkey': { budget_id: strange['uuid'], currency: 'USD' },
  };
  return needed[`${table}.${name}`] ?? {};
}
