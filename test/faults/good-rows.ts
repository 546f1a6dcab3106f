/** One good row in every table, so that each rule has something to be broken on. */
import { createHash } from 'node:crypto';
import type { Client } from 'pg';
import { doubtDecision, refund } from './good-doubt.ts';
import { reconciliationRows } from './good-reconciliation.ts';
import { prepaidRows, statementRows } from './good-statement.ts';
import { defaultWorkspace, writeSampleGeneration } from '../world/sample-generation.ts';
import type { SampleGeneration } from '../world/sample-generation.ts';
import { rollupRows } from './good-rollup.ts';

const at = '2026-11-20T12:00:00Z';
const own = '01890000-0000-7000-8000-00000000000';
const [txId, budgetId, holdId, templateId, versionId, uploadId] = ['a', 'b', 'c', 'd', 'e', 'f'].map((digit) => own + digit);
const picture = { sha256: '0'.repeat(64), format: 'png', width: 1, height: 1, bytes: 1 };
const line = { meter: 'image_output', quantity: 129, unit_price: 30, per: 1_000_000, multiplier: 1, divisor: 1, amount: 0.00387 };

const batch = {
  book: 'simulated',
  provider: 'openai',
  model: 'm',
  state: 'submitting',
  submissions: 1,
  submitted_by: 1,
  items: 1,
  items_done: 0,
  opened_at: at,
};

function rowsOf({
  quoteId,
  generationId,
  attemptId,
  priceEntryId,
  providerAccountId,
}: SampleGeneration): readonly (readonly [string, object])[] {
  return [
    ['generated_image', { generation_id: generationId, position: 0, ...picture }],
    [
      'finance_access',
      { id: uploadId, who: 'name:Ada', who_name: 'Ada', operation: 'Query.spend', asked: {}, was_allowed: true, accessed_at: at },
    ],
    ['upload', { id: uploadId, ...picture, transparency: 'some', created_at: at }],
    ['generation_input', { generation_id: generationId, role: 'mask', position: 0, upload_id: uploadId, sha256: picture.sha256 }],
    ['unkept_image', { generation_id: generationId, position: 0, ...picture, reason: 'The disk is full.' }],
    ['partial_image', { generation_id: generationId, position: 0, number: 0, ...picture, arrived_at: at }],
    ['provider_batch', { id: uploadId, provider_account_id: providerAccountId, ...batch }],
    ['charge_line', { generation_id: generationId, side: 'charge', position: 0, rounded: false, ...line }],
    ['ledger_tx', { ...transaction, generation_id: generationId, attempt_id: attemptId, provider_account_id: providerAccountId }],
    ['ledger_entry', { tx_id: txId, position: 0, account: 'generation_cost', currency: 'USD', price_entry_id: priceEntryId, ...line }],
    [
      'budget',
      {
        id: budgetId,
        book: 'simulated',
        currency: 'USD',
        period: `[${at},)`,
        limit_amount: 1,
        slots: 1,
        scope: 'workspace',
        counts: 'cost',
        created_at: at,
      },
    ],
    ['budget_slot', { budget_id: budgetId, slot: 0, share: 1, held: 0, spent: 0 }],
    [
      'hold',
      { id: holdId, generation_id: generationId, budget_id: budgetId, slot: 0, currency: 'USD', amount: 1, counts: 'both', taken_at: at },
    ],
    ['further_hold', { hold_id: holdId, budget_id: budgetId, slot: 0 }],
    ['hold_settlement', { hold_id: holdId, outcome: 'settled', amount: 1, overrun: 0, settled_at: at }],
    ...peopleAndKeys,
    ['spent_correction', { hold_id: holdId, number: 1, difference: 1, recorded_at: at }],
    ['template', { id: templateId, name: 'Profile card', created_by: 'Ada', created_at: at }],
    ['template_version', { ...version, id: versionId, template_id: templateId }],
    ['image_outcome', { generation_id: generationId, position: 0, number: 1, outcome: 'accepted', by_name: 'Ada', recorded_at: at }],
    ['quote_approval', { quote_id: quoteId, by_name: 'Ada', approved_at: at }],
    ['doubt_decision', { ...doubtDecision, id: setId, generation_id: generationId }],
    ['refund', { ...refund, id: setId, generation_id: generationId, tx_id: txId }],
    ['charge_correction', { ...correction, generation_id: generationId, price_entry_id: priceEntryId }],
    ...changeSetRows(priceEntryId),
    ...runRows(generationId, priceEntryId),
    ...prepaidRows(providerAccountId, txId ?? ''),
    ...statementRows(providerAccountId),
    ...reconciliationRows(providerAccountId, txId ?? '', attemptId),
    [
      'period_step',
      { ...month, number: 1, state: 'soft-closed', reason: 'It is over.', taken_by: 'name:Ada', taken_by_name: 'Ada', taken_at: at },
    ],
    ...closeRows,
    ['ledger_pin', { book: 'simulated', known_at: at }],
    ...rollupRows({ generationId, providerAccountId, txId, cellId: setId }),
  ];
}

const setId = `${own}c`;
const confirmed = { confirmed_by: 'name:Ada', confirmed_by_name: 'Ada', confirmed_at: at };
const ada = { reviewer: 'name:Ada', reviewer_name: 'Ada', reviewed_at: at };

function changeSetRows(priceEntryId: string): readonly (readonly [string, object])[] {
  const draft = { change_set_id: setId, position: 0, row_version: 1, written_by: 'Ada', written_at: at };
  const made = { book_id: own + 'd', title: 'A new list', reason: '', author_name: 'Ada', writers: ['name:Ada'] };
  return [
    ['price_change_set', { ...made, id: setId, state: 'draft', row_version: 1, created_at: at, changed_at: at }],
    ['price_draft', { ...draft, id: setId, action: 'close', target_id: priceEntryId, ends_at: '2027-01-01' }],
    ['price_confirmation', { change_set_id: setId, draft_id: setId, code: 'zero-price', field: '', message: 'm', ...confirmed }],
    ['price_review', { ...ada, change_set_id: setId, id: setId, row_version: 1, verdict: 'submit', comment: '' }],
  ];
}

/** A lot that is gone. */
function runRows(generationId: string, priceEntryId: string): readonly (readonly [string, object])[] {
  const [id, run_id] = [setId, setId];
  const [over, by] = [[defaultWorkspace], { started_by: 'name:Ada', started_by_name: 'Ada' }];
  const run = {
    id,
    kind: 'rerating',
    side: 'cost',
    state: 'rated',
    book: 'simulated',
    since: at,
    until: '2026-11-21T12:00:00Z',
    covers: over,
    ...by,
  };
  const counts = { price_version: 1, total: 1, rated: 1, proposed: 1, written: 0, place: 1, created_at: at };
  const group = {
    of_workspace: defaultWorkspace,
    provider: 'openai',
    model: 'm',
    mode: 'realtime',
    template: '',
    workspace_name: 'w',
    template_name: '',
  };
  const sums = { generations: 1, changed: 1, was: 1, would: 2, unpriced: 0, unpriced_was: 0, doubts: 0, currency: 'USD' };
  const item = {
    generation_id: generationId,
    state: 'proposed',
    currency: 'USD',
    was: 1,
    becomes: 2,
    corrections: 0,
    settles: false,
    lines: [],
  };
  return [
    ['rating_run', { ...run, ...counts }],
    ['rating_group', { run_id, ...group, ...sums }],
    ['rerating_item', { run_id, ...item, price_entry_id: priceEntryId }],
  ];
}

const person = { id: `${own}d`, name: 'Ada', email: 'ada@example.org', email_verified: true, created_at: at, updated_at: at };
const bits = `\\x${'00'.repeat(32)}`;
const peopleAndKeys: readonly (readonly [string, object])[] = [
  ['person', person],
  ['person_session', { ...dated(`${own}d`), person_id: person.id, token: 'token', expires_at: at }],
  ['person_account', { ...dated(`${own}d`), person_id: person.id, account_id: person.id, provider_id: 'credential' }],
  ['person_verification', { ...dated(`${own}d`), identifier: 'one', value: 'two', expires_at: at }],
  ['sign_in_secret', { only_one: true, secret: 's'.repeat(43) }],
  ['member', { person_id: person.id, roles: ['admin'], joined_at: at }],
  ['invitation', { id: person.id, email: 'b@c.de', roles: ['app'], token_sha256: bits, invited_by: 'Ada', created_at: at, expires_at: at }],
  [
    'api_key',
    {
      id: person.id,
      name: 'k',
      prefix: '0'.repeat(12),
      secret_sha256: bits,
      roles: ['app'],
      created_by: 'Ada',
      created_at: at,
      holder: `key:${person.id}`,
    },
  ],
];

function dated(id: string): object {
  return { id, created_at: at, updated_at: at };
}

const transaction = {
  id: txId,
  book: 'simulated',
  event: 'settled',
  engine_version: '1',
  service_at: at,
  accounting_date: '2026-11-20',
  recorded_at: at,
  written_in: '3',
};
const month = { book: 'simulated', month: '2026-10-01' };
const zeros = '0'.repeat(64);
const signed = { prepared_by: 'name:Ada', fingerprint: zeros, checklist: [], accrual: 'expected', prepared_at: at };
const hashes = {
  entries_hash: zeros,
  previous_hash: zeros,
  hash: createHash('sha256').update(`${zeros}\n${zeros}\n`).digest('hex'),
  manifest: {},
};
const reviewed = { preparation_id: txId, prepared_by: 'name:Ada', reviewed_by: 'name:Grace', reviewed_by_name: 'Grace' };
const counts = { number: 1, transactions: 1, last_journal_number: 1, closed_at: at, known_at: at };
const provedWhole = { known_at: at, postings: 1, postings_done: 1, found: {}, proved_at: at };
const closeRows: readonly (readonly [string, object])[] = [
  ['ledger_proof', { ...month, id: txId, asked_by: 'name:Ada', asked_by_name: 'Ada', asked_at: at, moved_at: at, ...provedWhole }],
  ['close_preparation', { ...month, ...signed, id: txId, prepared_by_name: 'Ada' }],
  ['journal_number', { book: 'simulated', number: 1, tx_id: txId }],
  ['period_close', { ...month, ...reviewed, ...counts, ...hashes }],
  ['journal_batch', { book: 'simulated', number: 1, lines: [] }],
  ['journal_batch_sending', { book: 'simulated', number: 1, sent_by: 'name:Ada', sent_by_name: 'Ada', sent_at: at }],
];
const version = { number: 1, prompt: 'A pearl', variables: [], defaults: {}, created_by: 'Ada', created_at: at };
const correction = {
  side: 'charge',
  number: 1,
  state: 'settled',
  currency: 'USD',
  total: 0,
  difference: 0,
  lines: [],
  reason: 'late-result',
  recorded_at: at,
};

/** Writes them, past triggers and references, and says what the sample is called. */
export async function writeGoodRows(database: Client): Promise<SampleGeneration> {
  const sample = await inOneTransaction(database, () => writeSampleGeneration((text) => database.query(text)));
  await database.query("SET session_replication_role = 'replica'");
  for (const [table, row] of rowsOf(sample)) {
    await database.query(`INSERT INTO ${table} SELECT * FROM jsonb_populate_record(NULL::${table}, $1)`, [
      JSON.stringify({ workspace_id: defaultWorkspace, ...row }),
    ]);
  }
  await database.query("SET session_replication_role = 'origin'");
  return sample;
}

async function inOneTransaction<T>(database: Client, work: () => Promise<T>): Promise<T> {
  await database.query('BEGIN');
  const result = await work();
  await database.query('COMMIT');
  return result;
}
