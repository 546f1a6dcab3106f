/** Publications by SQL that one trigger alone refuses: what a change set writes is looked at when its transaction commits. */
import type { TriggerTrial } from './trigger-trial.ts';

const setId = '00000000-0000-4000-8000-00000000000a';
const known = '2026-11-20T13:00:00Z';
const ofCosts = `(SELECT id FROM price_book WHERE kind = 'cost')`;
const rates = { text_input: '5', text_input_cached: '1.25', image_input: '8', image_input_cached: '2', image_output: '30' };
const tariff = (change: object, per = 1_000_000) => ({
  components: Object.entries({ ...rates, ...change }).flatMap(([meter, price]) => (price === null ? [] : [{ meter, price, per }])),
});

const made = [
  `INSERT INTO price_change_set SELECT r.* FROM price_change_set AS good, jsonb_populate_record(NULL::price_change_set, to_jsonb(good)
   || jsonb_build_object('id', '${setId}', 'book_id', ${ofCosts})) AS r LIMIT 1`,
  `INSERT INTO price_draft SELECT r.* FROM price_draft AS good, jsonb_populate_record(NULL::price_draft, to_jsonb(good)
   || '{"change_set_id": "${setId}", "id": "${setId}", "action": "add", "target_id": null, "entry": {}, "ends_at": null}') AS r LIMIT 1`,
];
const publish = `UPDATE price_change_set SET state = 'published', row_version = 2, approver = 'name:Ben', approver_name = 'Ben',
  published_at = '${known}', known_from = '${known}' WHERE id = '${setId}'`;

function added(change: object): string {
  const [id, period] = [setId, { valid: '["2026-12-01T00:00:00Z",)', known: `["${known}",)` }];
  const price = { provider: 'elsewhere', model: 'gpt-image-2', mode: 'realtime', currency: 'USD', kind: 'metered', tariff: tariff({}) };
  const row = { id, change_set_id: id, draft_id: id, source: 's', checked_on: '2026-11-20', ...price, ...period, ...change };
  return `INSERT INTO price_entry SELECT r.* FROM jsonb_populate_record(NULL::price_entry, '${JSON.stringify(row)}'::jsonb
    || jsonb_build_object('book_id', ${ofCosts})) AS r`;
}

function published(refusal: string, ...entries: readonly object[]): TriggerTrial {
  return { statements: [...made, publish, ...entries.map(added)], refusal };
}

const first = { valid: '["2026-12-01T00:00:00Z","2027-01-01T00:00:00Z")', model: 'm' };
const later = { id: '00000000-0000-4000-8000-00000000000b', valid: '["2027-01-01T00:00:00Z",)', model: 'm' };
const onlyLow = [
  ...tariff({ image_output: null }).components,
  { meter: 'image_output', price: '30', per: 1_000_000, when: { quality: 'low' } },
];
const endsOne = `UPDATE price_entry SET known = tstzrange(lower(known), '${known}'), ended_by = '${setId}' WHERE provider = 'openai' AND model = 'gpt-image-2'`;

/** By table and trigger. */
export const publicationTrials: Readonly<Record<string, TriggerTrial>> = {
  'price_entry.published_together': {
    statements: [...made, added({ known: '["2026-11-20T13:00:01Z",)' })],
    refusal: 'are written with it',
  },
  'price_entry.ended_together': { statements: [...made, endsOne], refusal: 'is not ended by change set' },
  'price_change_set.stamped_by_the_database': {
    statements: [
      ...made,
      publish,
      `DO $$ BEGIN IF EXISTS (SELECT FROM price_change_set WHERE published_in = pg_current_xact_id()) THEN RAISE 'stamped anew'; END IF; END $$`,
    ],
    refusal: 'stamped anew',
  },
  'price_confirmation.confirmed_beforehand': {
    statements: [
      ...made,
      publish,
      `INSERT INTO price_confirmation SELECT workspace_id, '${setId}', '${setId}', code, field, message, confirmed_by, confirmed_by_name, confirmed_at FROM price_confirmation`,
    ],
    refusal: 'is confirmed before',
  },
  'price_change_set.writes_what_it_drafted': published('No draft of it says the price', { draft_id: null }),
  'price_change_set.prices_every_meter': published('and it has no price', { tariff: tariff({ image_output: null }) }),
  'price_change_set.prices_every_way': published('has no price for some', { tariff: { components: onlyLow } }),
  'price_change_set.near_its_predecessor': published('ten times the price before it', first, { ...later, tariff: tariff({}, 1000) }),
  'price_change_set.near_its_neighbour': published('ten times that at openai', { tariff: tariff({}, 1000) }),
  'price_change_set.zero_is_meant': published('would be free', { tariff: tariff({ text_input: '0' }) }),
  'price_change_set.leaves_no_gap': published('is in force', first, { ...later, valid: '["2027-02-01T00:00:00Z",)' }),
};
