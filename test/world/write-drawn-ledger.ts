/** Writes a drawn ledger into a database, row by row as the service would have left it. */
import { Client } from 'pg';
import { drawnAccount, idOf, type DrawnGeneration, type DrawnLedger, type DrawnLine } from './drawn-ledger.ts';
import { defaultWorkspace } from './sample-generation.ts';

/** A table, and rows of it by the names of its columns. */
type Rows = readonly [table: string, rows: readonly object[]];

/** No price entry at all: nobody rates what was drawn. */
const priceEntry = idOf('9', 0);
const noon = (day: string): string => `${day}T12:00:00Z`;
const before = noon('2026-09-01');

function text(pico: bigint): string {
  const digits = String(pico < 0n ? -pico : pico).padStart(13, '0');
  return `${pico < 0n ? '-' : ''}${digits.replace(/(\d{12})$/, '.$1')}`;
}

/** Writes it. Triggers and references are set aside while rows come; rules of rows are not. */
export async function writeDrawnLedger(url: string, { generations, lines }: DrawnLedger): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query('SET session_replication_role = replica');
  for (const [table, rows] of [...ground(), ...asked(generations), ...judged(generations), ...posted(lines)]) {
    const columns = Object.keys(rows[0] ?? {}).join(', ');
    await client.query(
      `INSERT INTO ${table} (workspace_id, ${columns}) SELECT '${defaultWorkspace}', ${columns} FROM jsonb_populate_recordset(NULL::${table}, $1::jsonb)`,
      [JSON.stringify(rows)],
    );
  }
  await client.query('SET session_replication_role = DEFAULT');
  await client.query('SELECT unfold_rollups()');
  await client.end();
}

function ground(): readonly Rows[] {
  const accounts = ['openai', 'piapi'].flatMap((provider) =>
    ['real', 'simulated'].map((book) => ({ id: drawnAccount(provider, book), provider, book, project: 'drawn', created_at: before })),
  );
  const said = { number: 1, prompt: 'A shell', variables: [], defaults: {}, created_by: 'drawn', created_at: before };
  return [
    ['provider_account', accounts],
    ['template_version', [1, 2].map((number) => ({ id: idOf('c', number), template_id: idOf('f', number), ...said }))],
  ];
}

function asked(generations: readonly DrawnGeneration[]): readonly Rows[] {
  const made = generations.map(({ id, book, provider, model, mode, quality, size, stage, key, template, day, state }) => ({
    id,
    request_key: id,
    request_hash: 'hash',
    quote_id: id,
    offer_id: id,
    status: state === 'in_doubt' ? 'unknown' : 'succeeded',
    book,
    provider,
    model,
    mode,
    request: { operation: 'generate' },
    resolved: [
      { name: 'quality', value: quality },
      { name: 'size', value: size },
    ],
    usage: {},
    opened_by: 1,
    created_at: noon(day),
    settled_at: noon(day),
    template_version_id: template,
    template_variables: template === null ? null : {},
    stage,
    api_key_id: key,
  }));
  const attempts = generations.flatMap(({ id, book, provider, attempts: outcomes, day }, place) =>
    outcomes.map((outcome, index) => ({
      id: idOf(String(index + 1), place),
      generation_id: id,
      number: index + 1,
      provider_account_id: drawnAccount(provider, book),
      book,
      outcome,
      started_at: noon(day),
      ended_at: outcome === 'unknown' ? null : noon(day),
    })),
  );
  return [
    ['generation', made],
    ['provider_attempt', attempts],
    ['quote_offer', generations.flatMap(offers)],
  ];
}

/** What was quoted and, where one was drawn, what would have been cheaper. */
function offers({ id, provider, model, currency, expected, cheaper }: DrawnGeneration): readonly object[] {
  const other = { id: id.replace('-7a', '-7b'), provider: 'smartaipi', amount: cheaper };
  return [{ id, provider, amount: expected }, other].flatMap(({ amount, ...offer }, rank) =>
    amount === undefined
      ? []
      : [
          {
            ...offer,
            quote_id: id,
            rank,
            model,
            exactness: 'range',
            price_entry_id: priceEntry,
            currency,
            floor: '0',
            expected: text(amount),
            ceiling: text(amount),
            resolved: [],
            pitfalls: [],
          },
        ],
  );
}

function judged(generations: readonly DrawnGeneration[]): readonly Rows[] {
  const images = generations.flatMap(({ id, outcomes }) => outcomes.map((outcome, position) => ({ generation_id: id, position, outcome })));
  const file = { sha256: '0'.repeat(64), format: 'png', width: 1, height: 1, bytes: 1 };
  const verdicts = images.flatMap(({ outcome, ...image }) =>
    outcome === null
      ? []
      : ['rejected', outcome].map((said, index) => ({ ...image, number: index + 1, outcome: said, by_name: 'drawn', recorded_at: before })),
  );
  const charges = generations.flatMap(({ id, currency, state, billed }) => {
    const total = state === 'void' ? '0' : billed === undefined ? null : text(billed);
    return ['cost', 'charge'].map((side) => ({ generation_id: id, side, state, currency, total, price_entry_id: priceEntry }));
  });
  return [
    ['generated_image', images.map(({ generation_id, position }) => ({ generation_id, position, ...file }))],
    ['image_outcome', verdicts],
    ['charge', charges],
  ];
}

function posted(lines: readonly DrawnLine[]): readonly Rows[] {
  const firstLines = [...new Map(lines.map((line) => [line.transaction, line])).values()];
  const transactions = firstLines.map(({ transaction, corrects, day, book, generation }) => ({
    id: transaction,
    book,
    provider_account_id: drawnAccount(generation.provider, book),
    generation_id: generation.id,
    attempt_id: idOf(String(generation.attempts.length), Number(generation.id.slice(-12))),
    event: corrects === null ? 'settled' : 'corrected',
    engine_version: 'drawn',
    service_at: noon(generation.day),
    accounting_date: day,
    recorded_at: noon(day),
    corrects,
    written_in: '1',
  }));
  const entries = lines.map(({ transaction, position, account, generation, pico, meter, quantity }) => ({
    tx_id: transaction,
    position,
    account,
    currency: generation.currency,
    amount: text(pico),
    meter,
    quantity: String(quantity),
    unit_price: text(pico / quantity),
    per: '1',
    multiplier: '1',
    divisor: '1',
    price_entry_id: priceEntry,
  }));
  return [
    ['ledger_tx', transactions],
    ['ledger_entry', entries],
  ];
}
