/** Whoever publishes by SQL, past the code, is refused what the code refuses. Each attempt is one transaction, which is taken back. */
import { Client } from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../../test/world/database.ts';
import { defaultWorkspace } from '../../../../test/world/sample-generation.ts';
import { prepareDatabase } from '../prepare-database.ts';

let world: TestDatabase;
let database: Client;
const clock = () => new Date('2026-11-20T12:00:00Z');

beforeAll(async () => {
  world = await createTestDatabase();
  await prepareDatabase(world.url, { clock, logger: pino({ level: 'silent' }) });
  database = new Client({ connectionString: world.url });
  await database.connect();
});
afterAll(async () => {
  await database.end();
  await world.drop();
});

const id = (digit: number) => `01890000-0000-7000-8000-00000000000${digit}`;
const [setId, known] = [id(9), '2026-11-20T13:00:00Z'];
const rates = { text_input: '5', text_input_cached: '1.25', image_input: '8', image_input_cached: '2', image_output: '30' };
const perMillion = (change: Readonly<Record<string, string>> = {}, prices: Readonly<Record<string, string>> = rates) =>
  Object.entries({ ...prices, ...change }).map(([meter, price]) => ({ meter, price, per: 1_000_000 }));
/** Prices nobody can object to, of a model that is sold at openai for the same. */
const good = {
  id: id(1),
  draft_id: id(1),
  change_set_id: setId,
  provider: 'elsewhere',
  model: 'gpt-image-2',
  mode: 'realtime',
  currency: 'USD',
  kind: 'metered',
  valid: '["2026-12-01T00:00:00Z",)',
  known: `["${known}",)`,
  source: 'Price page',
  checked_on: '2026-11-20',
  tariff: { components: perMillion() },
};
const costing = (components: readonly object[], more: object = {}) => ({ ...good, tariff: { components }, ...more });
const unheard = (change: object) => ({ ...good, model: 'unheard-of', ...change });

/** A price until the end of the year, and from then on one that differs by what a million image tokens cost. */
const twoPrices = (price: string) => [
  unheard({ valid: '["2026-12-01T00:00:00Z","2027-01-01T00:00:00Z")' }),
  unheard({ id: id(2), valid: '["2027-01-01T00:00:00Z",)', tariff: { components: perMillion({ image_output: price }) } }),
];

interface Past {
  /** A statement that ends what was known. */
  readonly ends?: string;
  readonly confirmed?: readonly (readonly [code: string, field: string])[];
  readonly by?: string;
}

/** The statements of a publication. */
function publishing(entries: readonly object[], { ends = '', confirmed = [], by = 'name:Ben' }: Past = {}): readonly string[] {
  const said = confirmed.map(([code, field]) => ({ code, field, draft_id: id(1), confirmed_by: by, confirmed_by_name: 'B' }));
  const set = { id: setId, state: 'draft', row_version: 1, title: 't', reason: '', author_name: 'Ada', writers: ['name:Ada'] };
  const draft = { id: id(1), action: 'add', entry: {}, position: 0, row_version: 1, written_by: 'Ada', written_at: known };
  return [
    insert('price_change_set', [{ ...set, created_at: known, changed_at: known }]),
    insert('price_draft', [draft]),
    insert(
      'price_confirmation',
      said.map((each) => ({ ...each, message: 'm', confirmed_at: known })),
    ),
    `UPDATE price_change_set SET state = 'published', row_version = 2, approver = 'name:Ben', approver_name = 'Ben', published_at = now(), known_from = '${known}'`,
    ends,
    insert('price_entry', entries),
  ];
}

function insert(table: string, rows: readonly object[]): string {
  const given = JSON.stringify(rows.map((row) => ({ workspace_id: defaultWorkspace, change_set_id: setId, ...row })));
  return `INSERT INTO ${table} SELECT made.* FROM price_book AS b, jsonb_array_elements('${given}') AS r,
    jsonb_populate_record(NULL::${table}, r || jsonb_build_object('book_id', b.id)) AS made WHERE b.name = 'cost'`;
}

const published = (entries: readonly object[], past?: Past) => refusalOf(publishing(entries, past));

/** What the database says to statements: empty where it takes them all. */
async function refusalOf(statements: readonly string[]): Promise<string> {
  await database.query('BEGIN');
  try {
    await database.query(statements.join(';'));
    await database.query('SET CONSTRAINTS ALL IMMEDIATE');
    return '';
  } catch (cause) {
    return cause instanceof Error ? cause.message : String(cause);
  } finally {
    await database.query('ROLLBACK');
  }
}

describe('A publication past the code', () => {
  it('is taken where nothing is wrong with it', async () => {
    expect(await published([good])).toBe('');
  });

  const without = ({ image_output: _left, ...prices }: Record<string, string>) => perMillion({}, prices);
  const low = { ...perMillion({}, { image_output: '30' })[0], when: { quality: 'low' } };
  it.each([
    ['whose source nobody named', { ...good, source: null }, 'a_published_price_names_source_and_day'],
    ['whose source nobody says they read', { ...good, checked_on: null }, 'a_published_price_names_source_and_day'],
    ['whose source is to be read tomorrow', { ...good, checked_on: '2026-11-21' }, 'a_published_price_names_source_and_day'],
    [
      'of a meter twice',
      costing([...perMillion(), { meter: 'image_output', price: '40', per: 1, when: { quality: 'low' } }]),
      'tariff_is_unambiguous',
    ],
    ['that prices a meter of the model nowhere', costing(without(rates)), 'gpt-image-2 can bill image_output, and it has no price.'],
    [
      'that prices nothing but partial images',
      costing([{ meter: 'partial_image', price: '1', per: 1 }]),
      'image of gpt-image-2 has no price for some',
    ],
    ['that prices a meter at one quality alone', costing([...without(rates), low]), 'image_output of gpt-image-2 has no price for some'],
    [
      'a thousand times off its neighbour',
      costing(perMillion({ image_output: '0.03' })),
      'would cost ten times that at openai, or a tenth',
    ],
    [
      'ten times off its neighbour through its credits',
      { ...good, tariff: { components: perMillion(), credit: { price: '1', per: 10 } } },
      'text_input of gpt-image-2 would cost ten times that at openai',
    ],
    ['of zero', costing(perMillion({ text_input: '0.00' })), 'text_input of gpt-image-2 would be free.'],
    ['that no draft says', { ...good, draft_id: null }, 'No draft of it says the price of gpt-image-2 at elsewhere, realtime.'],
    ['that no draft of this set says', { ...good, draft_id: id(2) }, 'No draft of it says the price'],
  ])('is refused for a price %s', async (_what, entry, refusal) => {
    expect(await published([entry])).toContain(refusal);
  });

  it('is refused for a price ten times its predecessor, and taken for nine times', async () => {
    expect(await published(twoPrices('300'))).toContain('image_output of unheard-of would cost ten times the price before it, or a tenth.');
    expect(await published(twoPrices('270'))).toBe('');
  });

  const ofOpenai = `provider = 'openai' AND model = 'gpt-image-2' AND mode = 'realtime'`;
  const ends = `UPDATE price_entry SET known = tstzrange(lower(known), '${known}'), ended_by = '${setId}' WHERE ${ofOpenai}`;

  it('is refused for a stretch without a price: between two of its own, and where it ends one and puts nothing in its place', async () => {
    const [first, second] = [
      { valid: '["2026-12-01T00:00:00Z","2027-01-01T00:00:00Z")' },
      { id: id(2), valid: '["2027-02-01T00:00:00Z",)' },
    ];
    const between = 'From 2027-01-01 00:00:00+00 until 2027-02-01 00:00:00+00 no price of unheard-of at elsewhere, realtime';
    expect(await published([unheard(first), unheard(second)])).toContain(between);
    expect(await published([], { ends })).toContain('From 2026-04-21 00:00:00+00 on no price of gpt-image-2 at openai, realtime');
    const put = { ...good, provider: 'openai' };
    const left = { id: id(2), origin_id: undefined, valid: '["2026-04-21T00:00:00Z","2026-12-01T00:00:00Z")', provider: 'openai' };
    expect(await published([put], { ends })).toContain('From 2026-04-21 00:00:00+00 until 2026-12-01 00:00:00+00');
    expect(await published([put, { ...good, ...left }], { ends })).toBe('');
  });

  it('is refused for what is left of an entry at another price than that of the entry', async () => {
    const { rows } = await database.query<{ id: string }>(`SELECT id FROM price_entry WHERE ${ofOpenai}`);
    const other = costing(perMillion({ image_output: '31' }), {
      provider: 'openai',
      origin_id: rows[0]?.id,
      valid: '["2026-04-21T00:00:00Z",)',
    });
    expect(await published([other], { ends })).toContain('No draft of it says the price of gpt-image-2 at openai');
  });

  const tenth = costing(perMillion({ image_output: '3' }));
  const offNeighbour = ['price-off-neighbour', 'components.4.price'] as const;
  const unlisted = { ...good, provider: 'piapi', model: 'gpt-image-1.5', mode: 'batch' };
  const unpriced = ['unpriced-meter', 'components.text_output'] as const;
  it.each([
    ['ten times off its neighbour', tenth, offNeighbour],
    ['of a meter for which the provider publishes none', unlisted, unpriced],
  ] as const)('is taken for a price %s, which whoever publishes it confirmed', async (_what, entry, confirmed) => {
    expect(await published([entry], { confirmed: [confirmed] })).toBe('');
  });

  it.each([
    ['of which another price was confirmed', tenth, ['price-off-neighbour', 'components.0.price'], 'name:Ben', 'ten times that at openai'],
    ['that somebody else confirmed', tenth, offNeighbour, 'name:Ada', 'ten times that at openai'],
    ['without one for a meter that somebody else confirmed', unlisted, unpriced, 'name:Ada', 'gpt-image-1.5 can bill text_output'],
    ['of which nothing can be confirmed', costing(without(rates)), ['unpriced-meter', 'components.image_output'], 'name:Ben', 'no price'],
  ] as const)('is refused for a price %s', async (_what, entry, confirmed, by, refusal) => {
    expect(await published([entry], { confirmed: [confirmed], by })).toContain(refusal);
  });

  it('is whole when it is committed: nothing is added to it, ended by it or confirmed in it later', async () => {
    await database.query(['BEGIN', ...publishing([good]).filter((statement) => statement !== ''), 'COMMIT'].join(';'));
    expect(await refusalOf([insert('price_entry', [unheard({ id: id(2) })])])).toContain('all entries of one are written with it');
    expect(await refusalOf([ends])).toContain('is not ended by change set');
    const late = { draft_id: id(1), code: 'zero-price', field: '', message: 'm', confirmed_by: 'name:Ben', confirmed_by_name: 'B' };
    expect(await refusalOf([insert('price_confirmation', [{ ...late, confirmed_at: known }])])).toContain('is confirmed before');
  });
});
