/**
 * Commands in any order, on the real service, database and sandbox, beside an oracle that knows nothing but sums of bigint: what is owed, what
 * is spent, what is held and what is in doubt agree after every one of them.
 */
import { assert, asyncModelRun, asyncProperty, commands } from 'fast-check';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorld } from '../world/service.ts';
import type { World } from '../world/service.ts';
import { patience, sized } from './form.ts';
import { commandsOf, freshOracle } from './model.ts';

let world: World;
let database: Client;

beforeAll(async () => {
  world = await startWorld();
  database = new Client({ connectionString: world.databaseUrl });
  await database.connect();
  await world.ask('mutation { setBudget(input: { book: SIMULATED, limit: { amount: "1000", currency: "USD" } }) { kind: __typename } }');
});
afterAll(async () => {
  await database.end();
  await world.close();
});

describe('The ledger and an oracle of sums', () => {
  it(
    'agree after any commands in any order',
    async () => {
      // One world for all runs: the oracle goes on where the run before it ended.
      const oracle = freshOracle();
      await assert(
        asyncProperty(commands(commandsOf(), { size: sized({ short: 'small', long: 'medium' }) }), async (chosen) => {
          await asyncModelRun(() => ({ model: oracle, real: { world, database } }), chosen);
        }),
        {
          numRuns: sized({ short: 12, long: 60 }),
          seed: sized({ short: 20_261_120, long: undefined as unknown as number }),
          endOnFailure: true,
        },
      );
      expect([oracle.asked > 10, oracle.priceChanges > 0]).toEqual([true, true]);
    },
    patience,
  );
});
