/** The month of the worked example in a database: ledger, doubts, statement, witness and map, written by SQL as the service would have left them. */
import type { Client } from 'pg';
import { charges, day, decimal, rate, rates, stated, type Line, type Made } from './october-figures.ts';
import { defaultWorkspace as workspace } from './sample-generation.ts';

const usage = (model: string, meter: string) => ({ meaning: 'usage', service: 'images', model, meter, mode: 'realtime' });
const meanings = {
  image: usage('gpt-image-2', 'image_output'),
  text: usage('gpt-image-2', 'text_input'),
  cached: usage('gpt-image-2', 'text_input_cached'),
  sunburst: usage('gpt-image-2.5-sunburst', 'image_output'),
  mini: usage('gpt-image-1-mini', 'image_output'),
  'a chat model': { meaning: 'outside', service: 'chat' },
  credit: { meaning: 'not_usage', not_usage_kind: 'credit' },
};

const uuid = (kind: string, index: number): string => `01890000-0000-7${kind}00-8000-${index.toString(16).padStart(12, '0')}`;

function rowsOf(account: string, priceEntryId: string) {
  const rows: Record<string, object[]> = {};
  const add = (table: string, row: object): void => void (rows[table] ??= []).push({ workspace_id: workspace, ...row });
  for (const [index, made] of charges.entries()) addCharge(add, { made, index, account, priceEntryId });
  const file = {
    file_name: 'october.json',
    file_sha256: '1'.repeat(64),
    file_bytes: 1,
    reading: {},
    bytes_read: 1,
    kept_until: '2036-11-20',
  };
  const brought = {
    received_by: 'name:Ada',
    received_by_name: 'Ada',
    received_at: '2026-11-05',
    current_at: '2026-11-05',
    rejected: 0,
    left_out: 0,
    lines_placed: 0,
  };
  const of = { provider_account_id: account, version: 1 };
  const imported = {
    ...of,
    ...file,
    ...brought,
    kind: 'openai_costs',
    origin: 'upload',
    state: 'current',
    legal_hold: false,
    lines: stated.length,
  };
  const period = '["2026-10-01 00:00:00+00","2026-11-01 00:00:00+00")';
  add('statement_import', { ...imported, id: uuid('6', 1), series: 'charges', period });
  add('statement_import', {
    ...imported,
    id: uuid('6', 2),
    series: 'usage_images',
    period,
    file_sha256: '2'.repeat(64),
    kind: 'openai_usage_images',
  });
  for (const [index, line] of stated.entries())
    add('statement_line', { ...of, ...lineRow(line), import_id: uuid('6', 1), ordinal: index + 1 });
  for (const [index, { from, requests, image, text }] of witness.entries()) {
    const bucket = {
      bucket_start: `${day(15)}T${from}:00Z`,
      bucket_end: `${day(15)}T${from}:59.999Z`,
      project: '',
      api_key: '',
      source: '',
      size: '',
      occurrence: 1,
    };
    const counted = { requests, quantities: { output_image_tokens: image, input_text_tokens: text } };
    add('usage_bucket', {
      ...of,
      ...bucket,
      ...counted,
      import_id: uuid('6', 2),
      ordinal: index + 1,
      series: 'usage_images',
      model: 'gpt-image-2',
    });
  }
  const two = {
    author: 'name:Ada',
    author_name: 'Ada',
    proposed_at: '2026-11-05',
    approver: 'name:Bob',
    approver_name: 'Bob',
    approved_at: '2026-11-05',
  };
  for (const [index, [words, meaning]] of Object.entries(meanings).entries()) {
    const dated = { valid: '[2026-01-01,)', known: '["2026-11-05 00:00:00+00",)', reason: 'As the provider says.' };
    add('line_item_map', { id: uuid('7', index), provider: 'openai', line_item: words, ...meaning, ...dated, ...two });
  }
  return rows;
}

const witness = [
  { from: '09:00', requests: 1, image: '1756', text: '20' },
  { from: '09:30', requests: 2, image: '3512', text: '40' },
];

function lineRow({ number, item, quantity, pico, occurrence = 1 }: Line) {
  const end = number === 31 ? '2026-11-01' : day(number + 1);
  const counted = quantity === null ? {} : { quantity: quantity.toString(), quantity_text: quantity.toString() };
  const money = {
    amount: decimal(pico),
    amount_text: decimal(pico),
    residue: 0,
    currency: 'USD',
    file_line: 1,
    file_column: 1,
    series: 'charges',
  };
  return {
    ...money,
    ...counted,
    line_item: item,
    occurrence,
    bucket_start: `${day(number)}T00:00:00Z`,
    bucket_end: `${end}T00:00:00Z`,
    project: '',
    api_key: '',
  };
}

interface Adding {
  readonly made: Made;
  readonly index: number;
  readonly account: string;
  readonly priceEntryId: string;
}

function addCharge(add: (table: string, row: object) => void, { made, index, account, priceEntryId }: Adding): void {
  const { model, at, doubt } = made;
  const [generationId, attemptId, quoteId, offerId, txId] = ['1', '2', '3', '4', '5'].map((kind) => uuid(kind, index));
  const lines = Object.entries(made.usage).map(([meter, quantity]) => ({ meter, quantity, pico: quantity * rate(model, meter) }));
  const total = decimal(lines.reduce((sum, { pico }) => sum + pico, 0n));
  const request = { model, prompt: 'A shell', operation: 'generate', n: 1, size: '1024x1024', quality: 'low' };
  const of = { workspace_id: workspace, generation_id: generationId };
  const settled = doubt ? { status: 'unknown', settled_at: null } : { status: 'succeeded', settled_at: at };
  const about = {
    request_key: `october ${index}`,
    request_hash: 'hash',
    quote_id: quoteId,
    offer_id: offerId,
    book: 'real',
    provider: 'openai',
    model,
    mode: 'realtime',
  };
  add('generation', { id: generationId, ...about, ...settled, request, resolved: [], opened_by: 1, created_at: at });
  const ended = doubt ? { outcome: 'unknown', ended_at: null } : { outcome: 'succeeded', ended_at: at };
  add('provider_attempt', {
    ...of,
    id: attemptId,
    number: 1,
    provider_account_id: account,
    book: 'real',
    ...ended,
    started_at: at,
    service_at: doubt ? null : at,
  });
  for (const side of ['charge', 'cost']) {
    add('charge', {
      ...of,
      side,
      state: doubt ? 'in_doubt' : 'settled',
      currency: 'USD',
      total: doubt ? null : total,
      price_entry_id: priceEntryId,
    });
  }
  const priced = lines.map(({ meter, quantity, pico }) => ({
    meter,
    quantity: quantity.toString(),
    unit_price: rates[`${model} ${meter}`],
    per: 1_000_000,
    multiplier: 1,
    divisor: 1,
    amount: decimal(pico),
  }));
  if (doubt) {
    const times = { created_at: at, priced_at: at, expires_at: '2027-01-01' };
    add('quote', { id: quoteId, request_hash: 'hash', request, mode: 'realtime', executable: true, ...times });
    const offer = { rank: 0, provider: 'openai', model, exactness: 'exact', price_entry_id: priceEntryId, currency: 'USD' };
    add('quote_offer', {
      quote_id: quoteId,
      id: offerId,
      ...offer,
      floor: total,
      expected: total,
      ceiling: total,
      resolved: [],
      pitfalls: [],
    });
    add('hold', { ...of, id: uuid('8', index), currency: 'USD', amount: total, counts: 'both', taken_at: at });
    for (const [position, line] of priced.entries())
      add('quote_line', { quote_id: quoteId, offer_id: offerId, position, rounded: false, ...line });
    return;
  }
  const posted = {
    event: 'settled',
    engine_version: 'test',
    service_at: at,
    accounting_date: at.slice(0, 10),
    recorded_at: at,
    written_in: '3',
  };
  add('ledger_tx', { ...of, id: txId, book: 'real', provider_account_id: account, attempt_id: attemptId, ...posted });
  for (const [position, line] of priced.entries()) {
    const entry = { tx_id: txId, currency: 'USD', price_entry_id: priceEntryId, ...line };
    const taken = { quantity: `-${line.quantity}`, amount: line.amount.startsWith('-') ? line.amount.slice(1) : `-${line.amount}` };
    add('ledger_entry', { ...entry, position: 2 * position, account: 'generation_cost' });
    add('ledger_entry', { ...entry, ...taken, position: 2 * position + 1, account: 'provider_accrued' });
  }
}

/** Loads the month; answers with the provider account. */
export async function loadOctober(database: Client): Promise<string> {
  const { rows: opened } = await database.query<{ account: string; entry: string }>(
    `SELECT provider_account_of($1, 'openai', 'real', gen_random_uuid(), '2026-09-01') AS account,
       (SELECT id FROM price_entry WHERE provider = 'openai' AND model = 'gpt-image-2' AND mode = 'realtime' LIMIT 1) AS entry`,
    [workspace],
  );
  const { account, entry } = opened[0] ?? { account: '', entry: '' };
  // What is written here is right by construction; the rules are kept by what is posted on top of it.
  await database.query('SET session_replication_role = replica');
  for (const [table, rows] of Object.entries(rowsOf(account, entry))) {
    const columns = [...new Set(rows.flatMap(Object.keys))].join(', ');
    await database.query(`INSERT INTO ${table} (${columns}) SELECT ${columns} FROM jsonb_populate_recordset(NULL::${table}, $1)`, [
      JSON.stringify(rows),
    ]);
  }
  await database.query('SET session_replication_role = DEFAULT');
  return account;
}
