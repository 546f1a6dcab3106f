/** Statements over HTTP: kept as received, read whole or refused, and versioned by what each day says. */
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorld, type World } from '../../../../test/world/service.ts';
import { bringStatement, control, costs, firstOfOctober as first, image, type Brought } from '../../../../test/world/statements.ts';
import { pino } from 'pino';
import { closeDatabase, openDatabase, withWorkspace } from '../platform/database.ts';
import { latestVersion, statementLines, witnessBuckets } from './statement-lines.ts';

let world: World;
let database: Client;
let account: string;

beforeAll(async () => {
  world = await startWorld();
  database = new Client({ connectionString: world.databaseUrl });
  await database.connect();
  const { rows } = await database.query<{ id: string }>(
    `SELECT provider_account_of(id, 'openai', 'simulated', gen_random_uuid(), '2026-11-01') AS id FROM workspace`,
  );
  account = rows[0]?.id ?? '';
});
afterAll(async () => {
  await database.end();
  await world.close();
});

const bring = (file: string | Uint8Array<ArrayBuffer>, query: string): Promise<Brought> =>
  bringStatement(world, file, `providerAccount=${account}&${query}`);

async function currentAmounts(): Promise<readonly string[]> {
  const { rows } = await database.query<{ line: string }>(
    `SELECT utc_day(bucket_start) || ' v' || version || ' ' || line_item || ' #' || occurrence || ' ' || trim_scale(amount) AS line FROM statement_line
     WHERE superseded_by IS NULL AND series = 'charges' ORDER BY 1`,
  );
  return rows.map(({ line }) => line);
}

describe('Costs of an organisation', () => {
  it('are taken whole: lines with their text, twice the same line twice, and every day of the file observed', async () => {
    const pages = `${costs([image('0.1'), image('0.1'), image('0.25')], [])}\n${costs([control('0.45')], [])}`;
    const brought = await bring(pages, 'kind=openai_costs&fileName=october.json');
    expect(brought).toMatchObject({
      state: 'CURRENT',
      version: 1,
      lines: 3,
      rejected: 0,
      fileName: 'october.json',
      receivedBy: 'this machine',
    });
    expect(brought).toMatchObject({
      from: '2026-10-01T00:00:00Z',
      until: '2026-10-03T00:00:00Z',
      keptUntil: '2036-11-20',
      bytesRead: pages.length,
    });
    expect(await currentAmounts()).toEqual([
      '2026-10-01 v1 gpt-image-2, image output #1 0.1',
      '2026-10-01 v1 gpt-image-2, image output #2 0.1',
      '2026-10-01 v1 gpt-image-2, image output #3 0.25',
    ]);
  });

  it('that were brought before change nothing, in whatever order their lines come', async () => {
    const again = `${costs([image('0.25'), image('0.1'), image('0.1')], [])}\n${costs([control('0.45')], [])}`;
    expect(await bring(again, 'kind=openai_costs')).toMatchObject({ state: 'UNCHANGED', version: null });
    expect(await currentAmounts()).toHaveLength(3);
  });

  it('that are stated anew supersede the days that differ, and no other', async () => {
    expect(await bring(costs([image('0.45')], [image('0.3')], []), 'kind=openai_costs')).toMatchObject({ state: 'CURRENT', version: 2 });
    expect(await bring(costs([image('0.45')], [image('0.31')]), 'kind=openai_costs')).toMatchObject({
      state: 'CURRENT',
      version: 3,
      lines: 2,
    });
    expect(await currentAmounts()).toEqual([
      '2026-10-01 v2 gpt-image-2, image output #1 0.45',
      '2026-10-02 v3 gpt-image-2, image output #1 0.31',
    ]);
    const older = await bring(costs([image('0.45')], [image('0.3')], []), 'kind=openai_costs');
    expect(older).toMatchObject({
      state: 'REFUSED',
      refusal: expect.stringMatching(/^The same file is version 2, which version 3 superseded/) as string,
    });
  });

  it.each([
    [
      'whose lines come to something else than the provider adds up',
      `${costs([image('0.1')])}\n${costs([control('0.2')])}`,
      /stated ungrouped as 0.2 USD, and its lines come to 0.1/,
    ],
    [
      'that miss a day',
      costs([image('1')], [], [image('1')]).replace(/,{"start_time": 1790899200.*?\]}/, ''),
      /^Nothing is said from 2026-10-02T00:00:00.000Z to 2026-10-03/,
    ],
    [
      'of which a page comes twice',
      costs([image('1')]) + costs([image('1')]),
      /^Line 1, column \d+: The bucket of 2026-10-01T00:00:00.000Z comes a second time/,
    ],
    ['that are torn', costs([image('1')]).slice(0, -9), /^Line 1, column \d+: The text ends before its JSON does/],
    [
      'of which a line cannot be read',
      costs([image('1'), image('"much"')]),
      /^One line cannot be read: line 2, column 1: "much" is no number. Nothing of the file was taken\.$/,
    ],
  ])('%s are refused, and nothing of them is taken', async (_what, file, why) => {
    const before = await currentAmounts();
    const refused = await bring(file, 'kind=openai_costs');
    expect(refused).toMatchObject({ state: 'REFUSED', version: null, refusal: expect.stringMatching(why) as string });
    expect(await currentAmounts()).toEqual(before);
  });

  it('may be off by what binary addition loses', async () => {
    const pages = `${costs([image('0.1'), { item: 'b', value: '0.2' }])}${costs([control('0.30000000000000004')])}`;
    expect(await bring(pages, 'kind=openai_costs')).toMatchObject({ state: 'CURRENT', version: 4 });
  });
});

describe('The engine', () => {
  it('reads what a version left, whatever was stated since, and what the witnesses counted', async () => {
    const counted = `{"input_text_tokens": 20, "input_tokens": 20, "output_image_tokens": 129, "num_model_requests": 1, "model": "gpt-image-2", "batch": null}`;
    const usage = `{"object": "page", "data": [{"start_time": ${first}, "end_time": ${first + 60}, "results": [${counted}]}], "has_more": false}`;
    expect(await bring(usage, 'kind=openai_usage_completions')).toMatchObject({ state: 'CURRENT', version: 1, lines: 1 });
    const opened = openDatabase(world.databaseUrl, { logger: pino({ level: 'silent' }) });
    const { rows } = await database.query<{ id: string }>('SELECT id FROM workspace');
    const span = { providerAccountId: account, from: '2026-10-01T00:00:00Z', until: '2026-11-01T00:00:00Z' };
    const read = await withWorkspace(opened, rows[0]?.id ?? '', async (tx) => ({
      latest: await latestVersion(tx, account, 'charges'),
      before: await statementLines(tx, { ...span, series: 'charges', currency: 'USD', version: 1 }),
      now: await statementLines(tx, { ...span, series: 'charges', currency: 'USD', version: 4 }),
      witness: await witnessBuckets(tx, { ...span, versions: { completions: 1 } }),
    }));
    await closeDatabase(opened);
    expect(read.latest).toBe(4);
    expect(read.before.map(({ amount }) => amount.pico)).toEqual([100_000_000_000n, 100_000_000_000n, 250_000_000_000n]);
    expect(read.now.map(({ key, amount }) => [key.bucketStart.slice(0, 10), key.lineItem, amount.pico])).toEqual([
      ['2026-10-01', 'b', 200_000_000_000n],
      ['2026-10-01', 'gpt-image-2, image output', 100_000_000_000n],
      ['2026-10-02', 'gpt-image-2, image output', 310_000_000_000n],
    ]);
    expect(read.witness).toMatchObject([{ model: 'gpt-image-2', requests: 1n, quantities: { text_input: 20n, image_output: 129n } }]);
  });
});

describe('A CSV', () => {
  let mapping: string;

  it('is read by a mapping that is saved under a name', async () => {
    const document = `mutation ($input: StatementMappingInput!) { saveStatementMapping(input: $input) { ... on StatementMapping { id name } ... on Refusal { code path } } }`;
    const columns = [
      { role: 'START', name: 'Day' },
      { role: 'AMOUNT', name: 'Cost' },
      { role: 'LINE_ITEM', name: 'Item' },
    ];
    const save = (input: object) => world.ask<{ saveStatementMapping: { id: string } }>(document, { input });
    expect(await save({ name: 'Invoices', columns: columns.slice(1), unit: 'CENTS', currency: 'USD' })).toEqual({
      saveStatementMapping: { code: 'INVALID_STATEMENT', path: ['input', 'columns', 'start'] },
    });
    const saved = await save({ name: 'Invoices', columns, unit: 'CENTS', currency: 'USD' });
    mapping = saved.saveStatementMapping.id;
    const { statementMappings } = await world.ask<{ statementMappings: object[] }>(
      '{ statementMappings { name unit columns { role name } } }',
    );
    expect(statementMappings).toEqual([{ name: 'Invoices', unit: 'CENTS', columns: expect.arrayContaining(columns) as unknown }]);
  });

  it('names every line that is wrong, by line and column, and takes none of them', async () => {
    const refused = await bring(
      'Day,Item,Cost\n2026-10-05,=1+1,12\n05.10.2026,b,1\n2026-10-05,c,x\n2026-10-05,d',
      `kind=csv&series=payable&mapping=${mapping}`,
    );
    expect(refused).toMatchObject({ state: 'REFUSED', lines: 1, rejected: 3 });
    const { rejectedLines } = await world.ask<{ rejectedLines: object[] }>(
      `{ rejectedLines(statementId: "${refused.id}") { line column field message } }`,
    );
    expect(rejectedLines).toMatchObject([
      { line: 3, column: 1, field: 'Day' },
      { line: 4, column: 3, field: 'Cost', message: '"x" is no number.' },
      { line: 5, column: 3, field: '', message: 'The line has 2 cells where the names are 3.' },
    ]);
  });

  it('comes to what it is said to come to, within the days it is said to cover', async () => {
    const csv = 'Day,Item,Cost\n2026-10-05,=1+1,1200\n2026-10-06,credit,-200\n';
    const query = `kind=csv&series=payable&mapping=${mapping}`;
    expect(await bring(csv, `${query}&total=11&currency=USD`)).toMatchObject({
      refusal: expect.stringContaining('stated as 11 USD, and its lines come to 10') as string,
    });
    expect(await bring(csv, `${query}&from=2026-10-06&until=2026-10-07`)).toMatchObject({
      refusal: expect.stringMatching(/^Line 2, column 1: it is about/) as string,
    });
    const taken = await bring(csv, `${query}&total=10&currency=USD&from=2026-10-01&until=2026-11-01`);
    expect(taken).toMatchObject({ state: 'CURRENT', version: 1, from: '2026-10-01T00:00:00Z', until: '2026-11-01T00:00:00Z' });
    const shown = await world.ask<{ statementLines: { edges: { node: object }[] } }>(
      `{ statementLines(statementId: "${taken.id}") { edges { node { lineItem amount { amount currency } amountText } } } }`,
    );
    expect(shown.statementLines.edges.map(({ node }) => node)).toEqual([
      { lineItem: '=1+1', amount: { amount: '12', currency: 'USD' }, amountText: '1200' },
      { lineItem: 'credit', amount: { amount: '-2', currency: 'USD' }, amountText: '-200' },
    ]);
  });

  it('that would cut a line of a month in two is refused', async () => {
    const head = 'BilledCost,BillingCurrency,ChargeCategory,ChargeDescription,ChargePeriodStart,ChargePeriodEnd\n';
    const month = `${head}300.13,USD,Usage,Images,2026-09-01T00:00:00Z,2026-10-01T00:00:00Z\n`;
    const part = `${head}1,USD,Usage,Images,2026-09-10T00:00:00Z,2026-09-11T00:00:00Z\n`;
    expect(await bring(month, 'kind=focus&series=payable')).toMatchObject({ state: 'CURRENT', version: 2 });
    expect(await bring(part, 'kind=focus&series=payable')).toMatchObject({
      refusal: expect.stringMatching(/version 2 has a line from 2026-09-01 to 2026-10-01, which it would cut in two/) as string,
    });
  });
});

describe('The database itself refuses', () => {
  it.each([
    [
      'two current versions of one line',
      `INSERT INTO statement_line SELECT l.workspace_id, l.import_id, 99, l.provider_account_id, l.series, l.version, NULL, 1, 1, l.bucket_start, l.bucket_end,
       l.project, l.api_key, l.line_item, l.currency, l.occurrence, '1', 1, 0 FROM statement_line AS l WHERE l.superseded_by IS NULL LIMIT 1`,
      /one_current_version_of_a_line/,
    ],
    ['an amount of a line that changes', 'UPDATE statement_line SET amount = 1', /What a provider stated stands/],
  ])('%s', async (_what, statement, message) => {
    await expect(world.sql(statement)).rejects.toThrow(message);
  });
});
