import { describe, expect, test } from 'vitest';
import { formatDecimal, reconcile, variancePartNames } from '@halfpenny/core';
import type { ReconciliationItem } from '@halfpenny/core';
import { money, october } from './october.ts';

describe('October 2026 at openai', () => {
  const outcome = reconcile(october);
  if (!outcome.ok) throw new Error(outcome.refusal.message);
  const { currencies, items, doubts: found, midnights } = outcome.value;
  const [usd] = currencies;

  test('is stated at 440.400840000001 against 400.26422, and each part is that of the reference to the last digit', () => {
    expect(usd?.stated).toEqual(money('440.400840000001'));
    expect(usd?.recorded).toEqual(money('400.26422'));
    expect(usd?.variance).toEqual(money('40.136620000001'));
    const parts = variancePartNames.map((part) => [part, formatDecimal(usd?.parts[part].pico ?? -1n)]);
    expect(Object.fromEntries(parts)).toEqual({
      'not-usage': '-5',
      'outside-scope': '41.2',
      duplicate: '0.39',
      timing: '-0.1485',
      'unknown-outcome': '0.15834',
      unrecorded: '2',
      unstated: '-0.13322',
      volume: '0.168214285714',
      mix: '-1.498214285714',
      rate: '3',
      rounding: '0.000000000001',
      unexplained: '0',
    });
  });
  test('opens suspense at 40.418340000001 when it is accepted: what is stated less what it covers', () => {
    expect(formatDecimal((usd?.stated.pico ?? 0n) - (usd?.covered.pico ?? 0n))).toBe('40.418340000001');
  });
  test('knows the provider’s midnights from the first charge that it put into the other day', () => {
    expect(midnights).toEqual([
      { midnight: '2026-10-01T00:00:00Z', found: '2026-09-30T23:57:00Z' },
      { midnight: '2026-11-01T00:00:00Z', found: '2026-10-31T23:56:00Z' },
    ]);
  });
  test('says which three of five doubts were billed: one alone in its minute, two by count in order of their start', () => {
    expect(found.map(({ charge: id, billed, by, byCount }) => [id, billed, by, byCount])).toEqual([
      ['doubt0', true, 'witness', false],
      ['doubt1', true, 'witness', true],
      ['doubt2', true, 'witness', true],
      ['doubt3', false, 'witness', true],
      ['doubt4', false, 'witness', true],
    ]);
  });
  test('names for the volume the 40 partial images it may be, and for the rate the price that half of it was stated at', () => {
    expect(why(items, 'volume', 'gpt-image-2 image out')).toContain('40 partial images of 100 tokens each use exactly that.');
    expect(why(items, 'rate', 'gpt-image-2.5-sunburst image_output')).toContain(
      '1500000 of 3000000 units at 32 per 1000000 (realtime, price entry sunburst-later) come to exactly that.',
    );
  });
});

test('A doubt that a statement names is billed at the price of its tokens: images that are only counted beside them cost nothing more', () => {
  const doubts = october.charges.filter(({ id }) => id === 'doubt0').map((doubt) => ({ ...doubt, requestIds: ['req_1'] }));
  const at = '2026-10-15T09:00:10Z';
  const key = { bucketStart: at, bucketEnd: at, lineItem: 'gpt-image-2', occurrence: 1 };
  const usage = { image: '1', text_input: '20', image_output: '1756' };
  const meaning = { kind: 'usage', service: 'images', model: 'gpt-image-2', mode: 'realtime' } as const;
  const stated = { id: 'line', key, amount: money('0.05278'), residue: '0', usage, requestId: 'req_1', meaning };
  const found = reconcile({ ...october, charges: doubts, lines: [stated], witness: [] });
  if (!found.ok) throw new Error(found.refusal.message);
  expect(found.value.items.map(({ part, cause, amount }) => [part, cause, formatDecimal(amount.pico)])).toEqual([
    ['unknown-outcome', 'doubt-billed', '0.05278'],
  ]);
});

function why(items: readonly ReconciliationItem[], part: string, about: string): readonly string[] | undefined {
  return items.find((item) => item.part === part && item.id.endsWith(about))?.alternatives.map((other) => other.why);
}
