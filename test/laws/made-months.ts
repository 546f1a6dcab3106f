import * as fc from 'fast-check';
import { usualPolicy } from '@halfpenny/core';
import type { LedgerCharge, LedgerState, ReconcileInputs, StatementLine, WitnessBucket } from '@halfpenny/core';

/** What a random month is made of: charges, lines that need not agree with them, and what a witness counted. */
export interface MonthPlan {
  readonly charges: readonly PlannedCharge[];
  readonly lines: readonly PlannedLine[];
  readonly buckets: readonly { readonly minute: number; readonly requests: number; readonly tokens: number }[];
  readonly openDays: readonly number[];
  readonly cents: boolean;
}

interface PlannedCharge {
  readonly minute: number;
  readonly state: LedgerState;
  readonly model: string;
  readonly tokens: number;
  readonly text: number;
  readonly id: number | null;
  readonly images: number;
}

interface PlannedLine {
  readonly day: number;
  readonly model: string;
  readonly meter: string | undefined;
  readonly quantity: number | null;
  readonly pico: bigint;
  readonly what: 'usage' | 'outside' | 'not-usage' | 'unmapped';
  readonly currency: string;
  readonly id: number | null;
  readonly isLong: boolean;
}

const model = fc.constantFrom('gpt-image-2', 'gpt-image-1-mini');
const minutesOfFiveDays = 5 * 24 * 60;

/** A plan of five days, of which the three in the middle are the period. */
export const monthPlan: fc.Arbitrary<MonthPlan> = fc.record({
  charges: fc.array(
    fc.record({
      minute: fc.integer({ min: 0, max: minutesOfFiveDays - 1 }),
      state: fc.constantFrom<LedgerState>('settled', 'settled', 'settled', 'estimated', 'in-doubt', 'unbilled'),
      model,
      tokens: fc.integer({ min: 0, max: 300 }),
      text: fc.integer({ min: 0, max: 20 }),
      id: fc.option(fc.integer({ min: 0, max: 6 })),
      images: fc.integer({ min: 1, max: 4 }),
    }),
    { maxLength: 14 },
  ),
  lines: fc.array(
    fc.record({
      day: fc.integer({ min: 0, max: 4 }),
      model,
      meter: fc.constantFrom('image_output', 'text_input', 'text_input_cached', undefined),
      quantity: fc.option(fc.integer({ min: 0, max: 900 })),
      pico: fc.bigInt({ min: -40_000_000n, max: 30_000_000_000n }),
      what: fc.constantFrom('usage', 'usage', 'usage', 'usage', 'outside', 'not-usage', 'unmapped'),
      currency: fc.constantFrom('USD', 'USD', 'USD', 'EUR'),
      id: fc.option(fc.integer({ min: 0, max: 6 })),
      isLong: fc.boolean(),
    }),
    { maxLength: 12 },
  ),
  buckets: fc.array(
    fc.record({
      minute: fc.integer({ min: 0, max: minutesOfFiveDays - 1 }),
      requests: fc.integer({ min: 0, max: 4 }),
      tokens: fc.integer({ min: 0, max: 900 }),
    }),
    { maxLength: 5 },
  ),
  openDays: fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 2 }),
  cents: fc.boolean(),
});

/** The inputs that a plan says. */
export function madeMonth({ charges, lines, buckets, openDays, cents }: MonthPlan): ReconcileInputs {
  return {
    providerAccount: 'openai',
    period: { from: dayText(1), until: dayText(4) },
    knownAt: '2026-11-05T00:00:00Z',
    engineVersion: 'test',
    versions: [{ id: 'version', version: 1 }],
    lines: lines.map(lineOf),
    charges: charges.map(chargeOf),
    witness: buckets.map(bucketOf),
    map: [
      { lineItem: 'outside', from: '2026-01-01', until: null, meaning: { kind: 'outside', service: 'chat' } },
      { lineItem: 'not-usage', from: '2026-01-01', until: null, meaning: { kind: 'not-usage', what: 'credit' } },
    ],
    prices: [],
    openDays: [...new Set(openDays)].map((day) => dayText(day).slice(0, 10)),
    policy: cents
      ? { ...usualPolicy, roundings: [{ unit: '0.01', mode: 'half-up', level: 'line', from: '2026-01-01', until: null }] }
      : usualPolicy,
  };
}

function chargeOf({ minute, state, model: of, tokens, text, id, images }: PlannedCharge, index: number): LedgerCharge {
  const when = minuteText(minute);
  const carried = state === 'settled' || state === 'estimated';
  const meters = [
    { meter: 'image_output', quantity: BigInt(tokens), unitPrice: '30', pico: BigInt(tokens) * 30_000_000n },
    { meter: 'text_input', quantity: BigInt(text), unitPrice: '5', pico: BigInt(text) * 5_000_000n },
  ];
  return {
    id: `attempt-${index}`,
    workspace: 'w',
    state,
    currency: 'USD',
    requestIds: id === null ? [] : [`req-${id}`],
    model: of,
    mode: 'realtime',
    serviceAt: when,
    startedAt: when,
    images,
    lines: meters.map(({ pico, ...line }) => ({ ...line, per: 1_000_000n, amount: { currency: 'USD', pico: carried ? pico : 0n } })),
  };
}

function lineOf(line: PlannedLine, index: number): StatementLine {
  const { day, model: of, meter, quantity, pico, what, currency, id, isLong } = line;
  return {
    id: `line-${index}`,
    key: { bucketStart: dayText(day), bucketEnd: dayText(isLong ? 5 : day + 1), lineItem: what, occurrence: index + 1 },
    amount: { currency, pico },
    residue: '0',
    quantity: quantity === null ? undefined : quantity.toString(),
    requestId: id === null ? undefined : `req-${id}`,
    usage: meter === undefined && quantity !== null ? { image_output: quantity.toString(), text_input: '3' } : undefined,
    meaning: what === 'usage' ? { kind: 'usage', service: 'images', model: of, meter, mode: 'realtime' } : undefined,
  };
}

function bucketOf({ minute, requests, tokens }: MonthPlan['buckets'][number]): WitnessBucket {
  const quantities = { image_output: BigInt(tokens), text_input: 3n };
  return { from: minuteText(minute), until: minuteText(minute + 30), model: 'gpt-image-2', requests: BigInt(requests), quantities };
}

function dayText(day: number): string {
  return `2026-10-${String(day + 10).padStart(2, '0')}T00:00:00Z`;
}

function minuteText(minute: number): string {
  const of = new Date(Date.UTC(2026, 9, 10, 0, minute));
  return of.toISOString();
}
