/** Writes a drawn ledger into a database, row by row as the service would have left it. */
import { Client } from 'pg';
import { drawnAccount, idOf, type DrawnLedger } from './drawn-ledger.ts';
import { defaultWorkspace } from './sample-generation.ts';

/** No price entry at all: nobody rates what was drawn. */
const priceEntry = idOf('9', 0);

/** Writes a drawn ledger as the service would have left it. Triggers and references are set aside while rows come; rules of rows are not. */
export async function writeDrawnLedger(url: string, { generations, lines }: DrawnLedger): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const put = (table: string, values: readonly object[]) => {
    const columns = Object.keys(values[0] ?? {}).join(', ');
    return client.query(
      `INSERT INTO ${table} (workspace_id, ${columns}) SELECT '${defaultWorkspace}', ${columns} FROM jsonb_populate_recordset(NULL::${table}, $1::jsonb)`,
      [JSON.stringify(values)],
    );
  };
  const text = (pico: bigint): string =>
    `${pico < 0n ? '-' : ''}${String(pico < 0n ? -pico : pico)
      .padStart(13, '0')
      .replace(/(\d{12})$/, '.$1')}`;
  await client.query('SET session_replication_role = replica');
  await put(
    'provider_account',
    ['openai', 'piapi'].flatMap((provider) =>
      ['real', 'simulated'].map((book) => ({
        id: drawnAccount(provider, book),
        provider,
        book,
        project: 'drawn',
        created_at: '2026-09-01T00:00:00Z',
      })),
    ),
  );
  await put(
    'template_version',
    [1, 2].map((number) => ({
      id: idOf('c', number),
      template_id: idOf('f', number),
      number: 1,
      prompt: 'A shell',
      variables: [],
      defaults: {},
      created_by: 'drawn',
      created_at: '2026-09-01T00:00:00Z',
    })),
  );
  const at = (day: string): string => `${day}T12:00:00Z`;
  await put(
    'generation',
    generations.map(({ id, book, provider, model, mode, quality, size, stage, key, template, day, state }) => ({
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
      created_at: at(day),
      settled_at: at(day),
      template_version_id: template,
      template_variables: template === null ? null : {},
      stage,
      api_key_id: key,
    })),
  );
  const images = generations.flatMap(({ id, outcomes }) => outcomes.map((outcome, position) => ({ generation_id: id, position, outcome })));
  await put(
    'generated_image',
    images.map(({ generation_id, position }) => ({
      generation_id,
      position,
      sha256: '0'.repeat(64),
      format: 'png',
      width: 1,
      height: 1,
      bytes: 1,
    })),
  );
  await put(
    'image_outcome',
    images.flatMap(({ outcome, ...image }) =>
      outcome === null
        ? []
        : ['rejected', outcome].map((said, number) => ({
            ...image,
            number: number + 1,
            outcome: said,
            by_name: 'drawn',
            recorded_at: at('2026-11-30'),
          })),
    ),
  );
  await put(
    'provider_attempt',
    generations.flatMap(({ id, book, provider, attempts, day }, place) =>
      attempts.map((outcome, number) => ({
        id: idOf(String(number + 1), place),
        generation_id: id,
        number: number + 1,
        provider_account_id: drawnAccount(provider, book),
        book,
        outcome,
        started_at: at(day),
        ended_at: outcome === 'unknown' ? null : at(day),
      })),
    ),
  );
  await put(
    'quote_offer',
    generations.flatMap(({ id, provider, model, currency, expected, cheaper }) =>
      [
        { id, provider, amount: expected },
        ...(cheaper === undefined ? [] : [{ id: id.replace('-7a', '-7b'), provider: 'smartaipi', amount: cheaper }]),
      ].map((offer, rank) => ({
        quote_id: id,
        id: offer.id,
        rank,
        provider: offer.provider,
        model,
        exactness: 'range',
        price_entry_id: priceEntry,
        currency,
        floor: '0',
        expected: text(offer.amount),
        ceiling: text(offer.amount),
        resolved: [],
        pitfalls: [],
      })),
    ),
  );
  await put(
    'charge',
    generations.flatMap(({ id, currency, state, billed }) =>
      ['cost', 'charge'].map((side) => ({
        generation_id: id,
        side,
        state,
        currency,
        total: state === 'void' ? '0' : billed === undefined ? null : text(billed),
        price_entry_id: priceEntry,
      })),
    ),
  );
  const transactions = [...new Map(lines.map((line) => [line.transaction, line])).values()];
  await put(
    'ledger_tx',
    transactions.map(({ transaction, corrects, day, book, generation }) => ({
      id: transaction,
      book,
      provider_account_id: drawnAccount(generation.provider, book),
      generation_id: generation.id,
      attempt_id: idOf(String(generation.attempts.length), Number(generation.id.slice(-12))),
      event: corrects === null ? 'settled' : 'corrected',
      engine_version: 'drawn',
      service_at: at(generation.day),
      accounting_date: day,
      recorded_at: at(day),
      corrects,
      written_in: '1',
    })),
  );
  await put(
    'ledger_entry',
    lines.map(({ transaction, position, account, generation, pico, meter, quantity }) => ({
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
    })),
  );
  await client.query('SET session_replication_role = DEFAULT');
  await client.query('SELECT unfold_rollups()');
  await client.end();
}
