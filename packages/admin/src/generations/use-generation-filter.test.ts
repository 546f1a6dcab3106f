import { describe, expect, it } from 'vitest';
import { filterFields, filterOf } from './use-generation-filter.ts';
import type { FilterField } from './use-generation-filter.ts';

const empty = Object.fromEntries(filterFields.map((field) => [field, ''])) as Record<FilterField, string>;

describe('The filter of the list', () => {
  it('asks for nothing that is empty', () => {
    expect(filterOf(empty)).toEqual({});
  });

  it('reads days as UTC days, the last one included, and leaves out one the calendar lacks', () => {
    expect(filterOf({ ...empty, from: '2026-11-01', to: '2026-11-30' })).toEqual({
      from: '2026-11-01T00:00:00.000Z',
      until: '2026-12-01T00:00:00.000Z',
    });
    expect(filterOf({ ...empty, from: '2026-02-30' })).toEqual({});
  });

  it('names each field as the API does', () => {
    expect(
      filterOf({ ...empty, q: ' order-1 ', charge: 'IN_DOUBT', template: 'id', key: 'key id', status: 'FAILED', book: 'REAL' }),
    ).toEqual({
      text: 'order-1',
      chargeState: 'IN_DOUBT',
      templateId: 'id',
      apiKeyId: 'key id',
      status: 'FAILED',
      book: 'REAL',
    });
  });
});
