/** What is kept of statements as they came in: files that are held or whose time is over, readers that die, and pulls that nobody answered. */
import { createHash, randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { Client } from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorld, type World } from '../../../../test/world/service.ts';
import { bringStatement, costs, image, type Brought } from '../../../../test/world/statements.ts';
import { closeDatabase, openDatabase } from '../platform/database.ts';
import { idsBy } from '../platform/identifiers.ts';
import { importStatement } from './import-statement.ts';
import { pullStatements } from './pull-statements.ts';
import { openReceivedFiles } from './received-files.ts';
import { removeDueFiles } from './remove-files.ts';

let world: World;
let database: Client;
let account: string;
let workspaceId: string;

beforeAll(async () => {
  // Nobody looks for what is lost: that is done by hand here.
  world = await startWorld({ environment: { SWEEP_SECONDS: '3600' } });
  database = new Client({ connectionString: world.databaseUrl });
  await database.connect();
  const { rows } = await database.query<{ id: string; account: string }>(
    `SELECT id, provider_account_of(id, 'openai', 'simulated', gen_random_uuid(), '2026-11-01') AS account FROM workspace`,
  );
  [workspaceId, account] = [rows[0]?.id ?? '', rows[0]?.account ?? ''];
});
afterAll(async () => {
  await database.end();
  await world.close();
});

const bring = (file: string): Promise<Brought> => bringStatement(world, file, `providerAccount=${account}&kind=openai_costs`);

/** What the functions of the service work with, at an instant. */
async function partsAt(now: string) {
  const opened = openDatabase(world.databaseUrl, { logger: pino({ level: 'silent' }) });
  const clock = (): Date => new Date(now);
  const files = await openReceivedFiles({ folder: world.dataFolder, bucket: undefined, now: clock });
  return { database: opened, clock, files };
}

async function hold(id: string, held: boolean, reason: string) {
  return await world.ask(`mutation { setStatementHold(id: "${id}", held: ${held}, reason: "${reason}")
    { ... on Statement { legalHold removedAt holds { held reason author } } ... on Refusal { code path } } }`);
}

async function currentAmounts(series = 'charges'): Promise<readonly string[]> {
  const { rows } = await database.query<{ line: string }>(
    `SELECT utc_day(bucket_start) || ' ' || line_item || ' ' || trim_scale(amount) AS line FROM statement_line WHERE superseded_by IS NULL AND series = $1 ORDER BY 1`,
    [series],
  );
  return rows.map(({ line }) => line);
}

describe('A file as it was received', () => {
  it('is held with a reason, and stays for as long; removed once its time is over, its lines stay', async () => {
    const file = costs([image('7')], [image('7')], [image('7')]);
    const { id } = await bring(file);
    const received = async () => await fetch(`${world.address}/statements/${id}/file`);
    const given = await received();
    const digest = createHash('sha256').update(file).digest('base64');
    expect([given.headers.get('repr-digest'), given.headers.get('content-disposition')]).toEqual([
      `sha-256=:${digest}:`,
      "attachment; filename*=UTF-8''openai_costs",
    ]);
    expect(await given.text()).toBe(file);
    expect(await hold(id, true, ' ')).toEqual({ setStatementHold: { code: 'INVALID_STATEMENT', path: ['reason'] } });
    expect(await hold(id, true, 'A lawsuit')).toMatchObject({ setStatementHold: { legalHold: true } });
    await expect(world.sql(`UPDATE statement_import SET legal_hold = false WHERE id = '${id}'`)).rejects.toThrow(
      /by an entry of statement_hold/,
    );
    const parts = await partsAt('2037-01-01T00:00:00Z');
    const before = await currentAmounts();
    await removeDueFiles(parts);
    const kept = 'SELECT FROM statement_import WHERE removed_at IS NULL';
    expect((await database.query(kept)).rowCount).toBe(1);
    await expect(world.sql(`UPDATE statement_import SET removed_at = '2037-01-01' WHERE id = '${id}'`)).rejects.toThrow(
      /kept until 2036-11-20, and longer while it is held/,
    );
    const lifted = {
      legalHold: false,
      removedAt: null,
      holds: [
        { held: true, reason: 'A lawsuit', author: 'this machine' },
        { held: false, reason: 'It is over' },
      ],
    };
    expect(await hold(id, false, 'It is over')).toMatchObject({ setStatementHold: lifted });
    await expect(world.sql(`UPDATE statement_import SET removed_at = '2036-11-19' WHERE id = '${id}'`)).rejects.toThrow(/is kept until/);
    expect([await removeDueFiles(parts), await removeDueFiles(parts)]).toEqual([1, 0]);
    expect((await database.query(kept)).rowCount).toBe(0);
    expect(await (await received()).json()).toMatchObject({
      code: 'STATEMENT_NOT_FOUND',
      message: expect.stringContaining('it was removed') as string,
    });
    expect(await currentAmounts()).toEqual(before);
    expect(await hold(id, true, 'Too late')).toEqual({ setStatementHold: { code: 'INVALID_STATEMENT', path: ['held'] } });
    await closeDatabase(parts.database);
  });

  it('of which the reader dies is read anew from its beginning, and nothing of it counts before; once it is stopped, nobody reads it', async () => {
    const parts = await partsAt('2026-11-20T12:00:00Z');
    const [torn = '', stopped = ''] = ['a', 'b'].map(() => randomUUID());
    const file = Buffer.from(costs([image('8')], [image('8')], [image('8')]));
    const staged = join(world.dataFolder, 'staged-by-hand');
    await writeFile(staged, file);
    const sha256 = createHash('sha256').update(file).digest('hex');
    await parts.files.keep({ workspaceId, sha256 }, { path: staged, bytes: file.length });
    for (const id of [torn, stopped])
      await database.query(
        `INSERT INTO statement_import SELECT made.* FROM (SELECT * FROM statement_import LIMIT 1) AS good,
           jsonb_populate_record(NULL::statement_import, to_jsonb(good) || jsonb_build_object('id', $1::uuid, 'state', 'received', 'file_sha256', $2::text, 'removed_at', NULL, 'version', NULL, 'period', NULL, 'current_at', NULL)) AS made`,
        [id, sha256],
      );
    const before = await currentAmounts();
    async function* half(): AsyncGenerator<Buffer> {
      yield file.subarray(0, 300);
      throw new Error('The process died.');
    }
    const dying = { ...parts.files, read: async () => Readable.from(half()) };
    await expect(importStatement({ ...parts, files: dying }, { workspaceId, importId: torn })).rejects.toThrow('The process died.');
    expect(await currentAmounts()).toEqual(before);
    expect(await world.ask(`{ statement(id: "${torn}") { state version } }`)).toEqual({ statement: { state: 'READING', version: null } });
    expect(await world.ask(`mutation { stopStatement(id: "${stopped}") { ... on Statement { state refusal } } }`)).toEqual({
      stopStatement: { state: 'REFUSED', refusal: 'this machine stopped its reading. Nothing of the file was taken.' },
    });
    await importStatement(parts, { workspaceId, importId: stopped });
    expect(await currentAmounts()).toEqual(before);
    await importStatement(parts, { workspaceId, importId: torn });
    expect((await currentAmounts()).filter((line) => line.endsWith(' 8'))).toHaveLength(3);
    expect(await world.ask(`mutation { stopStatement(id: "${torn}") { ... on Refusal { code message } } }`)).toMatchObject({
      stopStatement: { message: 'The file was read to its end already.' },
    });
    await closeDatabase(parts.database);
  });
});

describe('A file', () => {
  const head = 'BilledCost,BillingCurrency,ChargeCategory,ChargeDescription,ChargePeriodStart,ChargePeriodEnd\n';
  const focus = (...rows: readonly (readonly [string, string, number])[]): string =>
    head +
    rows
      .map(([cost, currency, day]) => `${cost},${currency},Usage,Images,2026-08-0${day}T00:00:00Z,2026-08-0${day + 1}T00:00:00Z\n`)
      .join('');

  it('that quotes what PostgreSQL cannot keep is refused in words that it can', async () => {
    expect(await bringStatement(world, '\0\0\0\0,\0', `providerAccount=${account}&kind=focus`)).toMatchObject({
      refusal: expect.stringMatching(/^Line 1, column 1: There is no column named "BilledCost"; there are \u2400/) as string,
    });
  });

  it('of days that another stated before, and of more, takes the place of what differs; currencies stay apart, and a total is of one of them', async () => {
    const query = `providerAccount=${account}&kind=focus&series=prepaid`;
    expect(
      await bringStatement(
        world,
        focus(['1', 'USD', 1], ['2', 'USD', 2], ['7', 'EUR', 2], ['3', 'USD', 3]),
        `${query}&total=6&currency=USD`,
      ),
    ).toMatchObject({ version: 1 });
    const over = focus(['3', 'USD', 3], ['2.5', 'USD', 2], ['7', 'EUR', 2], ['-4', 'USD', 4]);
    expect(await bringStatement(world, over, `${query}&total=6&currency=EUR`)).toMatchObject({
      refusal: expect.stringContaining('stated as 6 EUR, and its lines come to 7') as string,
    });
    expect(await bringStatement(world, over, query)).toMatchObject({
      state: 'CURRENT',
      version: 2,
      from: '2026-08-02T00:00:00Z',
      until: '2026-08-05T00:00:00Z',
    });
    expect(await currentAmounts('prepaid')).toEqual([
      '2026-08-01 Images 1',
      '2026-08-02 Images 2.5',
      '2026-08-02 Images 7',
      '2026-08-03 Images 3',
      '2026-08-04 Images -4',
    ]);
  });
});

describe('A pull', () => {
  it('is refused while no whole day is there to be pulled, with the day that is not over', async () => {
    const document = `mutation { pullStatements(providerAccountId: "${account}", from: "2026-11-20") { ... on Refusal { message path } } }`;
    const message = 'Whole days are pulled, and 2026-11-20, UTC, is not over: ask for an earlier day, or tomorrow.';
    expect(await world.ask(document)).toEqual({ pullStatements: { message, path: ['from'] } });
  });

  it('that the provider does not answer is told with its reason, and is no trouble of ours', async () => {
    const parts = await partsAt('2026-11-25T18:00:00Z');
    const billing = [{ provider: 'openai', book: 'simulated', baseUrl: `${world.sandboxUrl}/openai/v1`, adminKey: 'no-admin' }] as const;
    const kept = { newId: idsBy(parts.clock), imageFolder: join(world.dataFolder, 'images'), statementRetentionYears: 10 };
    await pullStatements({ ...parts, ...kept, billing }, { workspaceId, providerAccountId: account });
    const { providerAccounts } = await world.ask<{ providerAccounts: { provider: string; lastPull: object }[] }>(
      '{ providerAccounts { provider lastPull { startedAt endedAt failure } } }',
    );
    expect(providerAccounts.find(({ provider }) => provider === 'openai')?.lastPull).toMatchObject({
      startedAt: '2026-11-25T18:00:00Z',
      endedAt: '2026-11-25T18:00:00Z',
      failure: expect.stringMatching(/^costs was answered with 401: /) as string,
    });
    await closeDatabase(parts.database);
  });
});
