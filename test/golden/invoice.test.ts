import { formatDecimal, reconcile, variancePartNames, type ReconcileInputs, type StatementLine } from '@halfpenny/core';
import { describe, expect, test } from 'vitest';
import { money, october } from './october.ts';

const month = { bucketStart: '2026-10-01T00:00:00Z', bucketEnd: '2026-11-01T00:00:00Z' };

function line(lineItem: string, amount: string, meaning?: StatementLine['meaning']): StatementLine {
  return { id: `invoice ${lineItem}`, key: { ...month, lineItem, occurrence: 1 }, amount: money(amount), residue: '0', meaning };
}

function invoiced(...lines: readonly StatementLine[]) {
  const spans = [{ from: '2026-10-01T00:00:00Z', until: '2026-11-01T00:00:00Z' }];
  const inputs: ReconcileInputs = { ...october, invoice: { lines, spans } };
  const outcome = reconcile(inputs);
  if (!outcome.ok) throw new Error(outcome.refusal.message);
  const [usd] = outcome.value.currencies;
  const parts = variancePartNames.reduce((sum, part) => sum + (usd?.parts[part].pico ?? 0n), 0n);
  expect(parts).toBe(usd?.variance.pico);
  const items = outcome.value.items.filter(({ lines: of }) => of.some((id) => id.startsWith('invoice')));
  return {
    payable: formatDecimal(usd?.stated.pico ?? 0n),
    items: items.map(({ part, cause, class: as, amount, differences }) => [part, cause, as, formatDecimal(amount.pico), differences[0]]),
  };
}

const tax = { kind: 'not-usage', what: 'tax' } as const;
const credit = { kind: 'not-usage', what: 'credit' } as const;

describe('The invoice of October, whose lines come to 440.400840000001 with a credit of 5', () => {
  test('is stated in cents: lines + tax + rounding = payable', () => {
    expect(invoiced(line('Usage', '440.4'), line('Tax', '88.08', tax))).toEqual({
      payable: '528.48',
      items: [
        ['not-usage', 'tax', 'open', '88.08', { field: 'invoice tax', expected: '0', actual: '88.08' }],
        [
          'rounding',
          'invoice-cents',
          'tolerated',
          '-0.000840000001',
          { field: 'invoice total', expected: '440.400840000001', actual: '440.4' },
        ],
      ],
    });
  });

  test('may name the credit by itself, which the lines have already: only what it gives beyond that is new', () => {
    expect(invoiced(line('Usage', '445.4'), line('Credit', '-6', credit)).items).toEqual([
      ['not-usage', 'credit', 'open', '-1', { field: 'invoice credit', expected: '-5', actual: '-6' }],
      [
        'rounding',
        'invoice-cents',
        'tolerated',
        '-0.000840000001',
        { field: 'invoice total', expected: '445.400840000001', actual: '445.4' },
      ],
    ]);
  });

  test('that is more than cents away fits nothing, and is shown so', () => {
    expect(invoiced(line('Usage', '441'))).toMatchObject({
      payable: '441',
      items: [['unexplained', 'invoice-difference', 'open', '0.599159999999', {}]],
    });
  });
});
