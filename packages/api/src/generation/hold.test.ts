import { afterAll, describe, expect, it } from 'vitest';
import { generateDocument } from '../../../../test/world/generation-document.ts';
import type { Generated } from '../../../../test/world/generation-document.ts';
import { json } from '../../../../test/world/scripted-provider.ts';
import type { Answer } from '../../../../test/world/scripted-provider.ts';
import { picture, request, startScriptedWorld, usage } from '../../../../test/world/scripted-world.ts';

const reply = (more: object): Answer => json(200, { data: [{ b64_json: picture }], usage, ...more });

const { provider, world, database, close } = await startScriptedWorld('100');
afterAll(close);

/** How the hold of a generation stands, and what its budget says, before and after. */
async function heldFor(requestKey: string, answer: Answer, more: object = {}) {
  provider.answer(answer);
  const before = await taken();
  const input = { requestKey, request, providers: ['openai'], ...more };
  const { generate } = await world.ask<{ generate: Generated }>(generateDocument, { input });
  const after = await taken();
  const { rows } = await database.query(
    `SELECT trim_scale(h.amount)::text AS hold, e.outcome, trim_scale(e.amount)::text AS charged, trim_scale(e.overrun)::text AS overrun
     FROM hold AS h LEFT JOIN hold_settlement AS e ON e.workspace_id = h.workspace_id AND e.hold_id = h.id WHERE h.generation_id = $1`,
    [generate.id],
  );
  return { state: generate.charge.state, hold: rows, held: micro(after.held, before.held), spent: micro(after.spent, before.spent) };
}

const micro = (to: number, from: number) => Math.round((to - from) * 1_000_000);

async function taken(): Promise<{ held: number; spent: number }> {
  const { rows } = await database.query('SELECT sum(held)::float8 AS held, sum(spent)::float8 AS spent FROM budget_slot');
  return rows[0];
}

describe('The hold of 0.00393, a millionth of a dollar at a time,', () => {
  it.each([
    ['is settled at the charge', reply({}), 'SETTLED', { outcome: 'settled', charged: '0.00393', overrun: '0' }, 0, 3930],
    [
      'is settled above itself where more was delivered, and the overrun stands beside it',
      reply({ usage: { ...usage, output_tokens: 1756, total_tokens: 1768 }, quality: 'medium' }),
      'SETTLED',
      { outcome: 'settled', charged: '0.05274', overrun: '0.04881' },
      0,
      52_740,
    ],
    [
      'is settled at an estimate',
      reply({ usage: undefined }),
      'ESTIMATED',
      { outcome: 'settled', charged: '0.00393', overrun: '0' },
      0,
      3930,
    ],
    [
      'is released after a wrong key',
      json(401, { error: { message: 'Wrong key.' } }),
      'VOID',
      { outcome: 'released', charged: '0', overrun: '0' },
      0,
      0,
    ],
    ['is released after a provider too busy for long', json(429, {}), 'VOID', { outcome: 'released', charged: '0', overrun: '0' }, 0, 0],
    ['is kept while the charge is in doubt', json(500, {}), 'IN_DOUBT', { outcome: null, charged: null, overrun: null }, 3930, 0],
    [
      'is kept while the charge cannot be rated',
      reply({ usage: { ...usage, total_tokens: 7 } }),
      'UNBILLED',
      { outcome: null, charged: null, overrun: null },
      3930,
      0,
    ],
  ] satisfies [string, Answer, string, object, number, number][])('%s', async (what, answer, state, settlement, held, spent) => {
    expect(await heldFor(what, answer)).toEqual({ state, hold: [{ hold: '0.00393', ...settlement }], held, spent });
  });

  it('is the most it may cost where no ceiling is known', async () => {
    const { size: _, ...unsized } = request;
    const input = { requestKey: 'no ceiling', request: unsized, providers: ['smartaipi'], maxCost: { amount: '0.5', currency: 'USD' } };
    const { generate } = await world.ask<{ generate: Generated }>(generateDocument, { input });
    const { rows } = await database.query('SELECT trim_scale(amount)::text AS amount FROM hold WHERE generation_id = $1', [generate.id]);
    expect(rows).toEqual([{ amount: '0.5' }]);
  });
});
