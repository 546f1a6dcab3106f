/** The month of the worked example in a database: ledger, doubts, statement, witness and map, written by SQL as the service would have left them. */
import type { Client } from 'pg';
import { defaultWorkspace as workspace } from './sample-generation.ts';

const rates: Readonly<Record<string, number>> = {
  'gpt-image-2 image_output': 30,
  'gpt-image-2 text_input': 5,
  'gpt-image-2 text_input_cached': 1.25,
  'gpt-image-2.5-sunburst image_output': 30,
  'gpt-image-1-mini image_output': 8,
  'gpt-image-1.5 image_output': 32,
  'gpt-image-1.5 text_input': 5,
};

/** Picodollars of a unit. */
function rate(model: string, meter: string): bigint {
  return BigInt((rates[`${model} ${meter}`] ?? 0) * 1_000_000);
}

interface Made {
  readonly model: string;
  readonly at: string;
  readonly usage: Readonly<Record<string, bigint>>;
  readonly doubt?: boolean;
}

const day = (number: number): string => `2026-10-${String(number).padStart(2, '0')}`;
const days = Array.from({ length: 31 }, (_, index) => index + 1);
const second = (index: number): string => String(index % 60).padStart(2, '0');
const small = { image_output: 196n, text_input: 12n };

const charges: readonly Made[] = [
  ...Array.from({ length: 1240 }, (_, index): Made => {
    const more = index === 5;
    const usage = { image_output: more ? 8928n : 8048n, text_input: more ? 2732n : 1612n, text_input_cached: more ? 880n : 80n };
    return { model: 'gpt-image-2', at: `${day((index % 31) + 1)}T12:00:00Z`, usage };
  }),
  ...Array.from({ length: 75 }, (_, index): Made => ({ model: 'gpt-image-2', at: `2026-09-30T23:57:${second(index)}Z`, usage: small })),
  ...Array.from({ length: 100 }, (_, index): Made => ({ model: 'gpt-image-2', at: `2026-10-31T23:56:${second(index)}Z`, usage: small })),
  ...days.map((number): Made => {
    const units = number === 3 ? 13_000n : number === 4 ? 87_000n : number === 5 ? 100_000n : 0n;
    return { model: 'gpt-image-2.5-sunburst', at: `${day(number)}T12:00:00Z`, usage: { image_output: units === 0n ? 100_000n : units } };
  }),
  { model: 'gpt-image-1.5', at: `${day(8)}T12:00:00Z`, usage: { image_output: 4160n, text_input: 20n } },
  ...['09:00:10', '09:30:10', '09:30:20', '09:30:30', '09:30:40'].map((time): Made => {
    return { model: 'gpt-image-2', at: `${day(15)}T${time}Z`, usage: { image_output: 1756n, text_input: 20n }, doubt: true };
  }),
];

const decimal = (pico: bigint): string => {
  const digits = (pico < 0n ? -pico : pico).toString().padStart(13, '0');
  return `${pico < 0n ? '-' : ''}${digits.slice(0, -12)}.${digits.slice(-12)}`;
};

const dearDays = new Set(Array.from({ length: 20 }, (_, index) => index + 5));

interface Line {
  readonly number: number;
  readonly item: string;
  readonly quantity: bigint | null;
  readonly pico: bigint;
  readonly occurrence?: number;
}

function statedDay(number: number): readonly Line[] {
  const recorded = (model: string, meter: string): bigint =>
    charges
      .filter((one) => !one.doubt && one.model === model && one.at.startsWith(`${day(number)}T12`))
      .reduce((sum, { usage }) => sum + (usage[meter] ?? 0n), 0n);
  const september = number === 1 ? 75n : 0n;
  const billed = number === 15 ? 3n : 0n;
  const isDear = dearDays.has(number);
  const image = recorded('gpt-image-2', 'image_output') + september * 196n + billed * 1756n + (number === 10 ? 4000n : 0n);
  const text = recorded('gpt-image-2', 'text_input') + september * 12n + billed * 20n - (isDear ? 19_500n : 0n);
  const cached = recorded('gpt-image-2', 'text_input_cached') + (isDear ? 20_000n : 0n);
  const sunburst = recorded('gpt-image-2.5-sunburst', 'image_output');
  return [
    { number, item: 'image', quantity: image, pico: image * rate('gpt-image-2', 'image_output') },
    { number, item: 'text', quantity: text, pico: text * rate('gpt-image-2', 'text_input') + (number === 12 ? 1n : 0n) },
    { number, item: 'cached', quantity: cached, pico: cached * rate('gpt-image-2', 'text_input_cached') },
    { number, item: 'sunburst', quantity: sunburst, pico: sunburst * 30_000_000n + (isDear ? 75_000n * 2_000_000n : 0n) },
  ];
}

const stated: readonly Line[] = [
  ...days.flatMap(statedDay),
  { number: 9, item: 'mini', quantity: 250_000n, pico: 2_000_000_000_000n },
  { number: 3, item: 'sunburst', quantity: 13_000n, pico: 390_000_000_000n, occurrence: 2 },
  { number: 11, item: 'a chat model', quantity: null, pico: 41_200_000_000_000n },
  { number: 31, item: 'credit', quantity: null, pico: -5_000_000_000_000n },
];

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
  const file = { file_name: 'october.json', file_sha256: '1'.repeat(64), file_bytes: 1, reading: {}, bytes_read: 1, kept_until: '2036-11-20' };
  const brought = { received_by: 'name:Ada', received_by_name: 'Ada', received_at: '2026-11-05', current_at: '2026-11-05', rejected: 0, left_out: 0 };
  const of = { provider_account_id: account, version: 1 };
  const imported = { ...of, ...file, ...brought, kind: 'openai_costs', origin: 'upload', state: 'current', legal_hold: false, lines: stated.length };
  const period = '["2026-10-01 00:00:00+00","2026-11-01 00:00:00+00")';
  add('statement_import', { ...imported, id: uuid('6', 1), series: 'charges', period });
  add('statement_import', { ...imported, id: uuid('6', 2), series: 'usage_images', period, file_sha256: '2'.repeat(64), kind: 'openai_usage_images' });
  for (const [index, line] of stated.entries()) add('statement_line', { ...of, ...lineRow(line), import_id: uuid('6', 1), ordinal: index + 1 });
  for (const [index, { from, requests, image, text }] of witness.entries()) {
    const bucket = { bucket_start: `${day(15)}T${from}:00Z`, bucket_end: `${day(15)}T${from}:59.999Z`, project: '', api_key: '', source: '', size: '', occurrence: 1 };
    const counted = { requests, quantities: { output_image_tokens: image, input_text_tokens: text } };
    add('usage_bucket', { ...of, ...bucket, ...counted, import_id: uuid('6', 2), ordinal: index + 1, series: 'usage_images', model: 'gpt-image-2' });
  }
  const two = { author: 'name:Ada', author_name: 'Ada', proposed_at: '2026-11-05', approver: 'name:Bob', approver_name: 'Bob', approved_at: '2026-11-05' };
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
  const money = { amount: decimal(pico), amount_text: decimal(pico), residue: 0, currency: 'USD', file_line: 1, file_column: 1, series: 'charges' };
  return { ...money, ...counted, line_item: item, occurrence, bucket_start: `${day(number)}T00:00:00Z`, bucket_end: `${end}T00:00:00Z`, project: '', api_key: '' };
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
  const about = { request_key: `october ${index}`, request_hash: 'hash', quote_id: quoteId, offer_id: offerId, book: 'real', provider: 'openai', model, mode: 'realtime' };
  add('generation', { id: generationId, ...about, ...settled, request, resolved: [], opened_by: 1, created_at: at });
  const ended = doubt ? { outcome: 'unknown', ended_at: null } : { outcome: 'succeeded', ended_at: at };
  add('provider_attempt', { ...of, id: attemptId, number: 1, provider_account_id: account, book: 'real', ...ended, started_at: at, service_at: doubt ? null : at });
  for (const side of ['charge', 'cost']) {
    add('charge', { ...of, side, state: doubt ? 'in_doubt' : 'settled', currency: 'USD', total: doubt ? null : total, price_entry_id: priceEntryId });
  }
  const priced = lines.map(({ meter, quantity, pico }) => ({
    ...{ meter, quantity: quantity.toString(), unit_price: rates[`${model} ${meter}`], per: 1_000_000, multiplier: 1, divisor: 1 },
    amount: decimal(pico),
  }));
  if (doubt) {
    const times = { created_at: at, priced_at: at, expires_at: '2027-01-01' };
    add('quote', { id: quoteId, request_hash: 'hash', request, mode: 'realtime', executable: true, ...times });
    const offer = { rank: 0, provider: 'openai', model, exactness: 'exact', price_entry_id: priceEntryId, currency: 'USD' };
    add('quote_offer', { quote_id: quoteId, id: offerId, ...offer, floor: total, expected: total, ceiling: total, resolved: [], pitfalls: [] });
    add('hold', { ...of, id: uuid('8', index), currency: 'USD', amount: total, counts: 'both', taken_at: at });
    for (const [position, line] of priced.entries()) add('quote_line', { quote_id: quoteId, offer_id: offerId, position, rounded: false, ...line });
    return;
  }
  const posted = { event: 'settled', engine_version: 'test', service_at: at, accounting_date: at.slice(0, 10), recorded_at: at, written_in: '3' };
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
    await database.query(`INSERT INTO ${table} (${columns}) SELECT ${columns} FROM jsonb_populate_recordset(NULL::${table}, $1)`, [JSON.stringify(rows)]);
  }
  await database.query('SET session_replication_role = DEFAULT');
  return account;
}
