import { expect, it } from 'vitest';
import { priceChanges } from './price-changes.ts';

const entries = [
  { validFrom: '2026-04-21T00:00:00.000000Z', validUntil: '2026-11-01T00:00:00.000000Z' },
  { validFrom: '2026-11-01T00:00:00.000000Z', validUntil: null },
];

it.each([
  ['2026-11-20T12:00:00Z', '2026-11-01T00:00:00.000Z', undefined],
  ['2026-11-01T00:00:00.000Z', '2026-04-21T00:00:00.000Z', undefined],
  ['2026-05-01T00:00:00Z', '2026-04-21T00:00:00.000Z', '2026-11-01T00:00:00.000Z'],
])('seen from %s, a price changed last at %s and changes next at %s', (at, before, after) => {
  expect(priceChanges(entries, at)).toEqual({ before, after });
});
