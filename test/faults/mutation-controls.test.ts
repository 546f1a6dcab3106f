/**
 * Every rule of the database is taken away once, and something it refuses is tried: refused by that rule's name while it stands, and no longer
 * once it is gone. A rule that nobody has said how to break fails by name.
 */
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLogger } from '../../packages/api/src/platform/logger.ts';
import { prepareDatabase } from '../../packages/api/src/prepare-database.ts';
import { createTestDatabase } from '../world/database.ts';
import type { TestDatabase } from '../world/database.ts';
import { defaultWorkspace } from '../world/sample-generation.ts';
import { writeGoodRows } from './good-rows.ts';
import { dropTrigger, tryConstraint, tryWithout } from './mutants.ts';
import { readRules } from './rules.ts';
import type { Rules } from './rules.ts';
import { trialOf } from './trigger-trials.ts';
import { violationOf } from './violations.ts';

let world: TestDatabase;
let database: Client;
let rules: Rules;

beforeAll(async () => {
  world = await createTestDatabase();
  await prepareDatabase(world.url, { clock: () => new Date('2026-11-20T12:00:00Z'), logger: openLogger('warn') });
  database = new Client({ connectionString: world.url });
  await database.connect();
  await writeGoodRows(database);
  rules = await readRules(database);
});
afterAll(async () => {
  await database.end();
  await world.drop();
});

/** What did not go as it must, as sentences: none where each rule was seen to bite. */
async function misses<R extends { readonly table: string; readonly name: string }>(
  among: readonly R[],
  attempt: (rule: R) => Promise<string | undefined>,
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const rule of among) {
    const miss = await attempt(rule);
    if (miss !== undefined) found.push(`${rule.table}.${rule.name}: ${miss}`);
  }
  return found;
}

describe('A rule of the database that is dropped is missed', () => {
  it('each constraint, by a row that it alone refuses', async () => {
    const missed = await misses(rules.constraints, async (rule) => {
      const change = violationOf(rule);
      if (change === undefined) return 'nobody has said how to break it';
      const { withRule, withoutRule } = await tryConstraint(database, rule, change, rules.constraints);
      return withRule === rule.name && withoutRule === '' ? undefined : `with it "${withRule}", without it "${withoutRule}"`;
    });
    expect(missed).toEqual([]);
    expect(rules.constraints.length).toBeGreaterThan(140);
  });

  it('each trigger, by statements that it alone refuses', async () => {
    const missed = await misses(rules.triggers, async (rule) => {
      const trial = trialOf(rule);
      if (trial === undefined) return 'nobody has said how to break it';
      const { withRule, withoutRule } = await tryWithout(database, trial.statements, [dropTrigger(rule)]);
      return withRule.includes(trial.refusal) && !withoutRule.includes(trial.refusal)
        ? undefined
        : `with it "${withRule}", without it "${withoutRule}"`;
    });
    expect(missed).toEqual([]);
    expect(rules.triggers.length).toBeGreaterThan(40);
  });

  it.each([
    ['access_roles', 'roles_are_known', '{}'],
    ['access_roles', 'roles_are_known', '{king}'],
    ['caller_identity', 'identity_is_known', 'somebody'],
    ['currency_code', 'currency_is_upper_case', 'usd'],
    ['exact_amount', 'amount_has_at_most_12_decimals', '0.0000000000001'],
    ['exact_amount', 'amount_is_finite', 'NaN'],
    ['money_book', 'book_is_known', 'imagined'],
    ['service_mode', 'mode_is_known', 'soon'],
    ['whole_quantity', 'quantity_is_finite', 'Infinity'],
    ['whole_quantity', 'quantity_is_whole', '0.5'],
  ])('the domain %s, whose %s refuses %s', async (domain, constraint, value) => {
    expect(rules.domains.map(({ table, name }) => `${table}.${name}`)).toContain(`${domain}.${constraint}`);
    const probe = [`SELECT '${value}'::${domain}`];
    expect(await tryWithout(database, probe, [`ALTER DOMAIN ${domain} DROP CONSTRAINT ${constraint}`])).toEqual({
      withRule: constraint,
      withoutRule: '',
    });
  });

  it('and there are no more rules about domains than these', () => {
    expect(rules.domains).toHaveLength(9);
  });
});

describe('Whether two people are asked for is missed where it is asked of one workspace alone', () => {
  const elsewhere = `INSERT INTO workspace (id, name, created_at, two_people_publish) VALUES (gen_random_uuid(), 'Elsewhere', now(), true)`;
  const ofCosts = `INSERT INTO price_change_set SELECT made.* FROM price_change_set AS good, price_book AS b, jsonb_populate_record(NULL::price_change_set,
    to_jsonb(good) || jsonb_build_object('id', b.id, 'book_id', b.id)) AS made WHERE b.kind = 'cost'`;
  const published = `state = 'published', approver = writers[1], approver_name = 'Ada', published_at = now(), known_from = now()`;
  const ofOneAlone = `CREATE OR REPLACE FUNCTION asks_for_two_people(of_book uuid, in_workspace uuid) RETURNS boolean LANGUAGE sql STABLE AS
    'SELECT two_people_publish FROM workspace WHERE id = in_workspace'`;

  it.each([
    ['a publication', `UPDATE price_change_set SET row_version = row_version + 1, ${published}`, 'its book asks for two people'],
    [
      'a rerating',
      `UPDATE rating_run SET state = 'approved', approver = started_by, approver_name = 'Ada', approved_at = now()`,
      'the cost book asks for two people',
    ],
  ])('by %s', async (_what, alone, refusal) => {
    expect(await tryWithout(database, [elsewhere, ofCosts, alone], [ofOneAlone])).toEqual({
      withRule: expect.stringContaining(refusal),
      withoutRule: '',
    });
  });
});

/** Raises what a role can see of a table: "sees 1". */
function looks(role: string, workspace: string, table: string): readonly string[] {
  return [
    `GRANT SELECT ON ${table} TO ${role}`,
    `SET LOCAL ROLE ${role}`,
    `SELECT set_config('app.workspace', '${workspace}', true)`,
    `DO $$ BEGIN IF EXISTS (SELECT FROM ${table}) THEN RAISE 'it is seen'; END IF; RAISE 'nothing is seen'; END $$`,
  ];
}

describe('A policy that is dropped or widened is missed', () => {
  const stranger = '01890000-0000-7000-8000-0000000000ff';

  it('each own_workspace: without it the service no longer sees its own, and widened it sees what is not its own', async () => {
    const missed = await misses(
      rules.policies.filter(({ name }) => name === 'own_workspace'),
      async ({ table, name }) => {
        const dropped = await tryWithout(database, looks('halfpenny_service', defaultWorkspace, table), [
          `DROP POLICY ${name} ON ${table}`,
        ]);
        const widened = await tryWithout(database, looks('halfpenny_service', stranger, table), [
          `ALTER POLICY ${name} ON ${table} USING (true)`,
        ]);
        const seen = [dropped.withRule, dropped.withoutRule, widened.withRule, widened.withoutRule].join(', ');
        return seen === 'it is seen, nothing is seen, nothing is seen, it is seen' ? undefined : seen;
      },
    );
    expect(missed).toEqual([]);
  });

  it('each every_workspace: without it the sweeper sees nothing', async () => {
    const missed = await misses(
      rules.policies.filter(({ name }) => name === 'every_workspace'),
      async ({ table, name }) => {
        const { withRule, withoutRule } = await tryWithout(database, looks('halfpenny_system', '', table), [
          `DROP POLICY ${name} ON ${table}`,
        ]);
        return withRule === 'it is seen' && withoutRule === 'nothing is seen' ? undefined : `${withRule}, ${withoutRule}`;
      },
    );
    expect(missed).toEqual([]);
  });

  it('and there are policies of no other name', () => {
    expect(new Set(rules.policies.map(({ name }) => name))).toEqual(new Set(['own_workspace', 'every_workspace']));
  });
});
