import type { ComponentRow, PriceEntryRow } from './price-entry-row.ts';

/** A component for a worksheet: component('image_output', '30', '1000000'). */
export function component(meter: string, price: string, per: string, conditions: unknown = null): ComponentRow {
  return { meter, price, per, conditions, label: null };
}

/** A price entry for a worksheet; what the test does not name is that of gpt-image-2 at OpenAI. */
export function entryRow(given: Partial<PriceEntryRow>): PriceEntryRow {
  return {
    id: 'entry-1',
    book: 'cost',
    provider: 'openai',
    model: 'gpt-image-2',
    mode: 'REALTIME',
    currency: 'USD',
    kind: 'METERED',
    components: [component('text_input', '5', '1000000'), component('image_output', '30', '1000000')],
    tariff: {},
    validFrom: '2026-04-21T00:00:00Z',
    validUntil: null,
    knownFrom: '2026-11-20T12:00:00Z',
    knownUntil: null,
    source: 'OpenAI API pricing',
    sourceUrl: null,
    note: null,
    checkedOn: '2026-11-20',
    corrects: null,
    ...given,
  };
}
