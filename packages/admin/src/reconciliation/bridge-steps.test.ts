import { expect, it } from 'vitest';
import { waterfallBars } from '../charts/waterfall.ts';
import type { VariancePart } from '../generated/graphql.ts';
import { bridgeGap, bridgeSteps, showsWhole } from './bridge-steps.ts';
import { verdictText } from './verdict-text.ts';

const usd = (amount: string) => ({ amount, currency: 'USD' });
const part = (name: VariancePart, amount: string) => ({ part: name, amount: usd(amount) });
const october = {
  recorded: usd('400.26422'),
  stated: usd('440.400840000001'),
  variance: usd('40.136620000001'),
  parts: [
    part('NOT_USAGE', '-5'),
    part('OUTSIDE_SCOPE', '41.2'),
    part('DUPLICATE', '0.39'),
    part('TIMING', '-0.1485'),
    part('UNKNOWN_OUTCOME', '0.15834'),
    part('UNRECORDED', '2'),
    part('UNSTATED', '-0.13322'),
    part('VOLUME', '0.168214285714'),
    part('MIX', '-1.498214285714'),
    part('RATE', '3'),
    part('ROUNDING', '0.000000000001'),
    part('UNEXPLAINED', '0'),
  ],
};

it('Each bar begins where the one before ends, from what is recorded to what is stated, to the last digit; what is zero has no bar', () => {
  const steps = bridgeSteps(october, true);
  expect(steps.map(({ start, end }) => [start, end]).slice(0, 4)).toEqual([
    ['0', '400.26422'],
    ['400.26422', '395.26422'],
    ['395.26422', '436.46422'],
    ['436.46422', '436.85422'],
  ]);
  expect(steps.at(-2)).toMatchObject({ label: 'Rounding', end: '440.400840000001' });
  expect(steps).toHaveLength(13);
  expect(bridgeGap(october)).toBe('0');
  expect(bridgeGap({ ...october, stated: usd('440.4') })).toBe('-0.000840000001');
});

it('Causes too small to be seen beside the totals are drawn alone, from zero to the difference', () => {
  expect(showsWhole(october)).toBe(false);
  expect(showsWhole({ ...october, parts: [part('UNRECORDED', '100')] })).toBe(true);
  const small = { ...october, variance: usd('0.15'), stated: usd('400.41422'), parts: [part('RATE', '0.15')] };
  expect(bridgeSteps(small, false).map(({ label, start, end, bare }) => [label, start, end, bare])).toEqual([
    ['Recorded', '0', '400.26422', true],
    ['Rate', '0', '0.15', undefined],
    ['Difference', '0', '0.15', undefined],
    ['Stated', '0', '400.41422', true],
  ]);
  const { bars, zero } = waterfallBars(bridgeSteps({ ...small, parts: [part('RATE', '0.2'), part('MIX', '-0.05')] }, false));
  expect([zero, ...bars.slice(1, 4).map(({ left, width, tone }) => [left, width, tone])]).toEqual([
    0,
    [0, 100, 'adds'],
    [75, 25, 'takes'],
    [0, 75, 'level'],
  ]);
});

it('A stranger is told in two sentences what the difference is and where most of it comes from', () => {
  const tally = [{ part: 'OUTSIDE_SCOPE' as const, cause: 'outside', state: 'OPEN' as const, items: 2, amount: usd('41.2') }];
  expect(verdictText(october, tally)).toBe(
    'The provider states $40.136620000001 more than is recorded here. The greatest part is outside scope, +$41.20: a service that is not executed here, 2 items.',
  );
  const cancelling = { ...october, variance: usd('0'), parts: [part('RATE', '0.15'), part('VOLUME', '-0.15')] };
  expect(verdictText(cancelling, [])).toContain('causes cancel each other');
  expect(verdictText({ ...october, variance: usd('0'), parts: [] }, [])).toBe(
    'The provider states exactly what is recorded here, to the last digit.',
  );
});
