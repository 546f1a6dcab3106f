import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalInputs, reconcile, variancePartNames } from '@halfpenny/core';
import type { Reconciliation, ReconcileInputs } from '@halfpenny/core';
import { madeMonth, monthPlan } from './made-months.ts';
import { aggregatedInputs, causesOf, defects, plantedInputs, type PlannedCall } from './planted-statements.ts';

const plannedCall: fc.Arbitrary<PlannedCall> = fc.record({
  // At 30 for a million never a whole number of hundredths of a cent, so that rounding to them shows.
  tokens: fc.integer({ min: 100, max: 600 }).map((tokens) => tokens * 10 + 1),
  text: fc.integer({ min: 1, max: 400 }),
  day: fc.integer({ min: 3, max: 28 }),
  hour: fc.integer({ min: 1, max: 22 }),
  defect: fc.option(fc.constantFrom(...defects), { freq: 2 }),
  isParted: fc.boolean(),
  isBare: fc.boolean(),
});

const good: PlannedCall = { tokens: 301, text: 5, day: 9, hour: 9, defect: null, isParted: false, isBare: false };

const twin: PlannedCall = { tokens: 1001, text: 1, day: 6, hour: 1, defect: 'late', isParted: true, isBare: true };

test('law: with request ids every planted defect is found, each as itself, and none is invented: with units or without, of calls stated in one line or in several', () => {
  fc.assert(
    fc.property(fc.array(plannedCall, { maxLength: 25 }), (calls) => {
      const { items } = reconciled(plantedInputs([...calls, good]));
      const found = items.flatMap(({ cause, lines, charges }) => [...lines, ...charges].map((id) => `${callOf(id)} ${cause}`));
      const planted = calls.flatMap(({ defect }, index) => (defect === null ? [] : causesOf[defect].map((cause) => `${index} ${cause}`)));
      expect(new Set(found)).toEqual(new Set(planted));
    }),
    { numRuns: 2000, examples: [[[twin, twin]]] },
  );
});

test('law: the parts sum to the variance, and the items to the parts, on every random month', () => {
  fc.assert(
    fc.property(monthPlan, (plan) => {
      const { currencies, items } = reconciled(madeMonth(plan));
      for (const { currency, variance, stated, recorded, parts } of currencies) {
        expect(variance.pico).toBe(stated.pico - recorded.pico);
        expect(variancePartNames.reduce((sum, part) => sum + parts[part].pico, 0n)).toBe(variance.pico);
        for (const part of variancePartNames) {
          const of = items.filter((item) => item.currency === currency && item.part === part);
          expect(of.reduce((sum, { amount }) => sum + amount.pico, 0n)).toBe(parts[part].pico);
        }
      }
      expect(items.every(({ differences }) => differences.length > 0)).toBe(true);
      expect(new Set(items.map(({ id }) => id)).size).toBe(items.length);
    }),
    { numRuns: 1500 },
  );
});

test('law: the order of the inputs never matters, to the answer or to what is hashed', () => {
  fc.assert(
    fc.property(monthPlan, fc.array(fc.integer(), { minLength: 8, maxLength: 8 }), (plan, seeds) => {
      const inputs = madeMonth(plan);
      const turned = {
        ...inputs,
        lines: shuffled(inputs.lines, seeds),
        charges: shuffled(inputs.charges, seeds),
        witness: shuffled(inputs.witness, seeds),
      };
      expect(reconciled(turned)).toEqual(reconciled(inputs));
      expect([...canonicalInputs(turned)]).toEqual([...canonicalInputs(inputs)]);
    }),
    { numRuns: 40 },
  );
});

test('law: of an aggregated statement, with units or without, a call that is left out is volume to the last digit, and named as what it may be', () => {
  fc.assert(
    fc.property(fc.array(plannedCall, { minLength: 2, maxLength: 20 }), fc.boolean(), (calls, withUnits) => {
      const { currencies, items } = reconciled(aggregatedInputs(calls, withUnits));
      const [left] = calls;
      const [usd] = currencies;
      expect(usd?.parts.volume.pico).toBe(-BigInt(left?.tokens ?? 0) * 30_000_000n);
      expect(usd?.parts.volume.pico).toBe(usd?.variance.pico);
      const volume = items.find(({ amount }) => amount.pico !== 0n);
      expect(volume?.alternatives.map(({ cause }) => cause)).toContain('missing-charge');
    }),
    { numRuns: 60 },
  );
});

const upwards = { unit: '0.0001', level: 'line', mode: 'up', from: '2026-01-01', until: null } as const;
const rounded = plantedInputs([{ ...good, defect: 'rounding' }]);

test.each([
  ['is tolerated', {}, 'tolerated'],
  ['is open above what is tolerated at most', { toleratedMost: '0.00006' }, 'open'],
  ['is tolerated up to it', { toleratedMost: '0.00007' }, 'tolerated'],
  ['is open in the third month on one side', { toleratedBefore: { USD: ['0.1', '0.2'] } }, 'open'],
  ['is tolerated where the sides change', { toleratedBefore: { USD: ['0.1', '-0.2'] } }, 'tolerated'],
])('a line of 0.00903 that is rounded up to 0.0091, as its provider declares, %s; its amount stays', (_what, more, as) => {
  const { items } = reconciled({ ...rounded, policy: { ...rounded.policy, roundings: [upwards], ...more } });
  expect(items.map(({ cause, class: of, amount }) => [cause, of, amount.pico])).toEqual([['declared-rounding', as, 70_000_000n]]);
});

function reconciled(inputs: ReconcileInputs): Reconciliation {
  const outcome = reconcile(inputs);
  if (!outcome.ok) throw new Error(outcome.refusal.message);
  return outcome.value;
}

/** The number of the call that the id of a line or a charge names. */
function callOf(id: string): string {
  return /\d+/.exec(id)?.[0] ?? 'nobody';
}

function shuffled<T>(list: readonly T[], seeds: readonly number[]): readonly T[] {
  const ranked = list.map((one, index) => ({ one, rank: ((seeds[index % seeds.length] ?? 0) * 31 + index * 17) % 101 }));
  return ranked.toSorted((a, b) => a.rank - b.rank).map(({ one }) => one);
}
