/** For each trigger statements that it refuses, and its words. Triggers that do something instead are asked whether they did. */
import { publicationTrials } from './publication-trials.ts';
import type { NamedRule } from './rules.ts';
import type { TriggerTrial } from './trigger-trial.ts';

const first = (table: string): string => `ctid = (SELECT ctid FROM ${table} LIMIT 1)`;
const copy = (table: string, change: string): string => `INSERT INTO ${table} SELECT made.* FROM (SELECT * FROM ${table} LIMIT 1) AS good,
  jsonb_populate_record(NULL::${table}, to_jsonb(good) || '${change}') AS made`;
const another = '00000000-0000-4000-8000-000000000000';
const newTx = `{"id": "${another}", "attempt_id": null, "written_in": "3"}`;
const zeroEntry = copy('ledger_entry', '{"tx_id": "00000000-0000-4000-8000-000000000000", "amount": 0, "quantity": 0}');

const found = (question: string, refusal: string): string => `DO $$ BEGIN IF EXISTS (${question}) THEN RAISE '${refusal}'; END IF; END $$`;
const regrouped = found('SELECT FROM unfolded_regrouping WHERE number > 0', 'it is regrouped');

const byHand: Readonly<Record<string, TriggerTrial>> = {
  ...publicationTrials,
  'ledger_tx.noted_as_unfolded': {
    statements: [copy('ledger_tx', newTx), found(`SELECT FROM unfolded_posting WHERE tx_id = '${another}'`, 'it is noted')],
    refusal: 'it is noted',
  },
  'image_outcome.regroups': {
    statements: [copy('image_outcome', '{"number": 2, "outcome": "edited"}'), regrouped],
    refusal: 'it is regrouped',
  },
  'generated_image.regroups': { statements: [copy('generated_image', '{"position": 1}'), regrouped], refusal: 'it is regrouped' },
  'generation.regroups': { statements: [`UPDATE generation SET delivered = '{"size": "976x704"}'`, regrouped], refusal: 'it is regrouped' },
  'api_key.revocation_stands': {
    statements: ['UPDATE api_key SET revoked_at = created_at', 'UPDATE api_key SET revoked_at = NULL'],
    refusal: 'a revocation stands',
  },
  'api_key.revocations_are_counted': {
    statements: [
      'UPDATE api_key SET revoked_at = created_at',
      `DO $$ BEGIN IF (SELECT revocations FROM revocation_count) > 0 THEN RAISE 'it was counted'; END IF; END $$`,
    ],
    refusal: 'it was counted',
  },
  'charge.final_charge_stands': {
    statements: [
      `UPDATE charge SET state = 'void', total = 0 WHERE side = 'cost'`,
      `UPDATE charge SET state = 'settled' WHERE side = 'cost'`,
    ],
    refusal: 'the first final outcome stands',
  },
  'charge.total_is_the_sum_of_lines': {
    statements: [`UPDATE charge SET state = 'settled', total = 1 WHERE side = 'cost'`],
    refusal: 'but its lines sum to 0',
  },
  'charge_line.total_is_the_sum_of_lines': {
    statements: [copy('charge_line', '{"side": "cost"}')],
    refusal: 'but its lines sum to 0.00387',
  },
  'charge_correction.correction_follows_its_chain': {
    statements: [copy('charge_correction', '{"number": 2, "difference": 5}')],
    refusal: 'differs by 0, not by 5',
  },
  'generation.final_status_stands': {
    statements: [`UPDATE generation SET status = 'succeeded'`, `UPDATE generation SET status = 'failed'`],
    refusal: 'the first final outcome stands',
  },
  'provider_attempt.first_outcome_stands': {
    statements: [
      `UPDATE provider_attempt SET outcome = 'failed', ended_at = started_at`,
      `UPDATE provider_attempt SET outcome = 'succeeded'`,
    ],
    refusal: 'the first outcome stands',
  },
  'ledger_tx.sums_to_zero': { statements: [copy('ledger_tx', newTx)], refusal: 'has 0 entries' },
  'ledger_entry.sums_to_zero': {
    statements: [
      copy('ledger_tx', newTx),
      zeroEntry,
      'SET CONSTRAINTS ALL IMMEDIATE',
      'SET CONSTRAINTS ALL DEFERRED',
      copy('ledger_entry', '{"tx_id": "00000000-0000-4000-8000-000000000000", "position": 1}'),
    ],
    refusal: 'does not sum to zero',
  },
  'ledger_entry.written_with_its_transaction': {
    statements: [copy('ledger_entry', '{"position": 1, "amount": -0.00387, "quantity": -129}')],
    refusal: 'an entry added to an old one is refused',
  },
  'ledger_tx.stamped_by_the_database': {
    statements: [
      copy('ledger_tx', newTx),
      zeroEntry,
      `DO $$ BEGIN IF EXISTS (SELECT FROM ledger_tx WHERE written_in = pg_current_xact_id()) THEN RAISE 'stamped anew'; END IF; END $$`,
    ],
    refusal: 'stamped anew',
  },
  'ledger_tx.stands_in_an_open_period': {
    statements: [copy('ledger_tx', `${newTx.slice(0, -1)}, "accounting_date": "2026-11-19"}`)],
    refusal: 'is dated 2026-11-20',
  },
  'ledger_proof.a_kept_proof_stays': {
    statements: [`UPDATE ledger_proof SET moved_at = moved_at WHERE ${first('ledger_proof')}`],
    refusal: 'ledger_proof is added to, never rewritten',
  },
  'period_close.follows_the_close_before': {
    statements: [copy('period_close', '{"number": 3, "month": "2026-11-01"}')],
    refusal: 'does not follow the close before it',
  },
  'period_step.signed_by_two': {
    statements: [
      'ALTER TABLE period_step DISABLE TRIGGER keeps_its_course',
      copy('period_step', '{"number": 1, "month": "2026-11-01", "state": "hard-closed"}'),
    ],
    refusal: 'a close that two have signed',
  },
  'period_step.keeps_its_course': {
    statements: [copy('period_step', '{"number": 2}')],
    refusal: 'it does not become soft-closed',
  },
  'price_entry.only_known_closes': {
    statements: [`UPDATE price_entry SET source = 'elsewhere' WHERE ${first('price_entry')}`],
    refusal: 'an update may only close "known", once',
  },
  'price_entry.book_changed': {
    statements: [
      `CREATE TEMP TABLE before_it ON COMMIT DROP AS SELECT version FROM price_book_version`,
      `UPDATE price_entry SET known = tstzrange(lower(known), lower(known) + interval '1 day') WHERE ${first('price_entry')}`,
      `DO $$ BEGIN IF (SELECT version FROM price_book_version) > (SELECT version FROM before_it) THEN RAISE 'the version was raised'; END IF; END $$`,
    ],
    refusal: 'the version was raised',
  },
  'price_entry.only_a_sell_price_is_over_cost': {
    statements: [
      copy('price_entry', `{"id": "${another}", "model": "m", "tariff": {"components": [], "basedOn": {"book": "cost", "multiply": "2"}}}`),
    ],
    refusal: 'only a sell price can be',
  },
  'prepaid_lot.keeps_its_course': { statements: ['UPDATE prepaid_lot SET quantity = 2'], refusal: 'and so does what was recorded of it' },
  'prepaid_movement.follows_its_lot': { statements: [copy('prepaid_movement', '{"number": 9}')], refusal: 'does not follow' },
  'prepaid_movement.ledger_holds_it': {
    statements: [copy('prepaid_movement', '{"number": 2, "event": "used", "used_before": 1, "used_after": 0, "cost": -1}')],
    refusal: 'Prepaid credit is what its lots hold',
  },
  'ledger_entry.lots_hold_it': {
    statements: [
      copy('ledger_tx', newTx),
      copy('ledger_entry', `{"tx_id": "${another}", "account": "provider_prepaid"}`),
      copy('ledger_entry', `{"tx_id": "${another}", "position": 1, "amount": -0.00387, "quantity": -129}`),
    ],
    refusal: 'Prepaid credit is what its lots hold',
  },
  'rating_run.keeps_its_course': {
    statements: [`UPDATE rating_run SET state = 'written', approver = 'a', approver_name = 'a', approved_at = created_at`],
    refusal: 'it does not become written',
  },
  'rerating_item.proposal_stands': {
    statements: [`UPDATE rerating_item SET becomes = 3`],
    refusal: 'What a rerating proposed stands',
  },
  'provider_account.lent_by_its_owner': {
    statements: [
      copy('workspace', '{"id": "00000000-0000-4000-8000-000000000000", "name": "another"}'),
      copy('provider_account', '{"id": "00000000-0000-4000-8000-000000000000", "workspace_id": "00000000-0000-4000-8000-000000000000"}'),
      `DO $$ BEGIN IF EXISTS (SELECT FROM provider_account WHERE lent_by IS NOT NULL) THEN RAISE 'it is lent'; END IF; END $$`,
    ],
    refusal: 'it is lent',
  },
  'reconciliation_run.keeps_its_course': {
    statements: [`UPDATE reconciliation_run SET state = 'queued'`],
    refusal: 'it does not become queued',
  },
  'reconciliation_run.periods_stay_apart': {
    statements: [
      copy(
        'reconciliation_run',
        '{"id": "00000000-0000-4000-8000-000000000000", "state": "reconciled", "period_until": "2026-10-15", "accepted_by": null, "accepted_by_name": null, "accepted_at": null, "acceptance_tx": null}',
      ),
      `UPDATE reconciliation_run SET state = 'accepted', accepted_by = 'name:Ada', accepted_by_name = 'Ada', accepted_at = now() WHERE state = 'reconciled'`,
    ],
    refusal: 'shares days with',
  },
  'reconciliation_item.found_stands': { statements: [`UPDATE reconciliation_item SET cause = 'another'`], refusal: 'stands' },
  'charge_standing.follows_its_course': {
    statements: [copy('charge_standing', '{"number": 2, "standing": "paid"}')],
    refusal: 'does not follow stated',
  },
  'refund.keeps_its_course': { statements: ['UPDATE refund SET amount = 2'], refusal: 'is recorded: that stands' },
  'doubt_decision.decision_stands': { statements: [`UPDATE doubt_decision SET reason = 'another'`], refusal: 'on a doubt stands' },
  'provider_policy.policy_stands': { statements: [`UPDATE provider_policy SET reason = 'another'`], refusal: 'another takes its place' },
  'item_resolution.decided_stands': { statements: [`UPDATE item_resolution SET reason = 'another'`], refusal: 'what was decided stands' },
  'statement_import.keeps_its_course': {
    statements: [`UPDATE statement_import SET file_bytes = 2`],
    refusal: 'is never rewritten',
  },
  'statement_import.keeps_its_file': {
    statements: [`UPDATE statement_import SET legal_hold = NOT legal_hold, removed_at = NULL`],
    refusal: 'by an entry of statement_hold',
  },
  'statement_line.stated_stands': { statements: ['UPDATE statement_line SET superseded_by = 3'], refusal: 'stated stands' },
  'usage_bucket.stated_stands': { statements: ['UPDATE usage_bucket SET superseded_by = 3'], refusal: 'stated stands' },
  'statement_line.of_an_import': {
    statements: [copy('statement_line', `{"import_id": "${another}", "occurrence": 2}`)],
    refusal: 'belong to an import',
  },
  'usage_bucket.of_an_import': {
    statements: [copy('usage_bucket', `{"import_id": "${another}", "occurrence": 2}`)],
    refusal: 'belong to an import',
  },
  'line_item_map.entry_stands': { statements: [`UPDATE line_item_map SET reason = 'another'`], refusal: 'another takes its place' },
  'price_change_set.keeps_its_course': {
    statements: ['UPDATE price_change_set SET row_version = row_version + 2'],
    refusal: 'a change leads to the next one',
  },
  'price_draft.written_while_a_draft': {
    statements: ['UPDATE price_draft SET row_version = row_version + 1'],
    refusal: 'A draft is written while its change set is one',
  },
  'quote_offer.written_with_its_quote': {
    statements: [copy('quote_offer', '{"id": "00000000-0000-4000-8000-000000000000", "rank": 1}')],
    refusal: 'A quote is written once: quote_offer',
  },
  'workspace.begins_with_stages': {
    statements: [
      copy('workspace', '{"id": "00000000-0000-4000-8000-000000000000", "name": "another"}'),
      `DO $$ BEGIN IF EXISTS (SELECT FROM stage WHERE workspace_id = '00000000-0000-4000-8000-000000000000') THEN RAISE 'it has stages'; END IF; END $$`,
    ],
    refusal: 'it has stages',
  },
  'quote_line.written_with_its_quote': {
    statements: [copy('quote_line', '{"position": 9}')],
    refusal: 'A quote is written once: quote_line',
  },
};

/** How a trigger is tried; undefined where nobody has said how. */
export function trialOf(rule: NamedRule): TriggerTrial | undefined {
  const { table, name } = rule;
  const refusal = `${table} is added to, never rewritten`;
  if (name === 'never_deleted') return { statements: [`DELETE FROM ${table}`], refusal: `${refusal}: DELETE` };
  if (name === 'never_emptied') return { statements: [`TRUNCATE ${table} CASCADE`], refusal: `${refusal}: TRUNCATE` };
  if (name === 'never_rewritten') return { statements: [`UPDATE ${table} SET workspace_id = workspace_id`], refusal: `${refusal}: UPDATE` };
  return byHand[`${table}.${name}`];
}
