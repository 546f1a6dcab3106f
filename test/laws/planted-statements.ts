import { usualPolicy } from '@halfpenny/core';
import type { ItemCause, KnownUnitPrice, LedgerCharge, ReconcileInputs, StatementLine } from '@halfpenny/core';

/** Defects of a statement that names its calls. */
export const defects = [
  'missing',
  'duplicate',
  'wrong size',
  'wrong quality',
  'rounding',
  'day shift',
  'late',
  'other currency',
  'price change',
  'unrecorded',
] as const;

/** One way in which a statement is wrong. */
export type Defect = (typeof defects)[number];

/** By which causes a defect is found, and by no other. */
export const causesOf: Readonly<Record<Defect, readonly ItemCause[]>> = {
  missing: ['missing-charge'],
  duplicate: ['repeated-line'],
  'wrong size': ['wrong-size'],
  'wrong quality': ['wrong-quality'],
  rounding: ['undeclared-rounding'],
  'day shift': ['day-shift'],
  late: ['stated-elsewhere'],
  'other currency': ['other-currency'],
  'price change': ['price-change'],
  unrecorded: ['unrecorded-usage'],
};

/** One call as it was recorded; what went wrong in the statement of it. */
export interface PlannedCall {
  /** Output tokens of its image. */
  readonly tokens: number;
  readonly text: number;
  /** The day of October, and its hour. */
  readonly day: number;
  readonly hour: number;
  readonly defect: Defect | null;
  /** Whether two lines of one id state its image, and no line says how many tokens. */
  readonly isParted: boolean;
  readonly isBare: boolean;
}

const picoImage = 30_000_000n;
const picoText = 5_000_000n;
const dearerImage = 32_000_000n;

/** The inputs of a run in which these calls are recorded and stated with their defects. */
export function plantedInputs(calls: readonly PlannedCall[]): ReconcileInputs {
  const [lines, charges]: [StatementLine[], LedgerCharge[]] = [[], []];
  for (const [index, call] of calls.entries()) {
    if (call.defect !== 'unrecorded') charges.push(chargeOf(call, index));
    lines.push(...statedLines(call, index));
  }
  return {
    providerAccount: 'openai',
    period: { from: '2026-10-01', until: '2026-11-01' },
    knownAt: '2026-11-05T00:00:00Z',
    engineVersion: 'test',
    versions: [{ id: 'october', version: 1 }],
    lines,
    charges,
    witness: [],
    map: [],
    prices: [price('now', '30', '2026-01-01', '2026-11-01'), price('later', '32', '2026-11-01', null)],
    openDays: [],
    policy: usualPolicy,
  };
}

/** The same calls, recorded by their image alone and stated as a sum of each day; the first of them is left out. Days whose calls are all left out have a line of nothing. */
export function aggregatedInputs(calls: readonly PlannedCall[], withUnits: boolean): ReconcileInputs {
  const charges = calls.map(chargeOf).map((charge) => ({ ...charge, requestIds: [], lines: charge.lines.slice(0, 1) }));
  const days = [...new Set(calls.map(({ day }) => day))];
  const lines = days.map((day): StatementLine => {
    const of = calls.slice(1).filter((call) => call.day === day);
    const quantity = of.reduce((sum, { tokens }) => sum + BigInt(tokens), 0n);
    const {
      quantity: units,
      requestId: _requestId,
      ...stated
    } = line({ tokens: 0, text: 0, hour: 0, day, defect: null, isParted: false, isBare: false }, sumOf(day, quantity));
    return withUnits ? { ...stated, quantity: units } : stated;
  });
  return { ...plantedInputs([]), charges, lines, prices: [] };
}

function sumOf(day: number, quantity: bigint): LineOf {
  return { index: day, meter: 'image_output', quantity, pico: quantity * picoImage, occurrence: 1 };
}

function chargeOf({ tokens, text, day, hour }: PlannedCall, index: number): LedgerCharge {
  const when = instant(day, hour);
  const [image, words] = [BigInt(tokens), BigInt(text)];
  return {
    id: `attempt-${index}`,
    workspace: 'w',
    state: 'settled',
    currency: 'USD',
    requestIds: [`req-${index}`],
    model: 'gpt-image-2',
    mode: 'realtime',
    size: '1024x1024',
    quality: 'medium',
    serviceAt: when,
    startedAt: when,
    endedAt: when,
    lines: [
      { meter: 'image_output', quantity: image, unitPrice: '30', per: 1_000_000n, amount: usd(image * picoImage) },
      { meter: 'text_input', quantity: words, unitPrice: '5', per: 1_000_000n, amount: usd(words * picoText) },
    ],
  };
}

function statedLines(call: PlannedCall, index: number): readonly StatementLine[] {
  const { defect, tokens, text } = call;
  if (defect === 'missing') return [];
  const image = BigInt(tokens) + (defect === 'wrong size' || defect === 'wrong quality' ? 57n : 0n);
  const exact = image * (defect === 'price change' ? dearerImage : picoImage);
  const amount = defect === 'rounding' ? upTo(exact, 100_000_000n) : exact;
  const first = line(call, { index, meter: 'image_output', quantity: image, pico: amount, occurrence: 1 });
  const second = line(call, { index, meter: 'text_input', quantity: BigInt(text), pico: BigInt(text) * picoText, occurrence: 1 });
  const stated = [...(call.isParted ? partsOf(first) : [first]), second].map((one) =>
    call.isBare ? { ...one, quantity: undefined } : one,
  );
  const again =
    defect === 'duplicate'
      ? stated.map((one) => ({ ...one, id: `${one.id}-again`, key: { ...one.key, occurrence: one.key.occurrence + 2 } }))
      : [];
  return [...stated, ...again];
}

/** A third of a line, and what is left of it. */
function partsOf(whole: StatementLine): readonly StatementLine[] {
  const units = BigInt(whole.quantity ?? 0);
  const [third, pico] = [units / 3n, (whole.amount.pico * (units / 3n)) / units];
  const left = { quantity: (units - third).toString(), amount: usdLike(whole, whole.amount.pico - pico) };
  return [
    { ...whole, quantity: third.toString(), amount: usdLike(whole, pico) },
    { ...whole, ...left, id: `${whole.id}-rest`, key: { ...whole.key, occurrence: 2 } },
  ];
}

function usdLike({ amount }: StatementLine, pico: bigint) {
  return { currency: amount.currency, pico };
}

interface LineOf {
  readonly index: number;
  readonly meter: string;
  readonly quantity: bigint;
  readonly pico: bigint;
  readonly occurrence: number;
}

function line({ defect, day }: PlannedCall, { index, meter, quantity, pico, occurrence }: LineOf): StatementLine {
  const on = statedDay(day, defect);
  return {
    id: `line-${index}-${meter}`,
    key: { bucketStart: on.from, bucketEnd: on.until, lineItem: `gpt-image-2 ${meter}`, occurrence },
    amount: { currency: defect === 'other currency' ? 'EUR' : 'USD', pico },
    residue: '0',
    quantity: quantity.toString(),
    requestId: `req-${index}`,
    size: defect === 'wrong size' ? '1536x1024' : '1024x1024',
    quality: defect === 'wrong quality' ? 'high' : 'medium',
    meaning: { kind: 'usage', service: 'images', model: 'gpt-image-2', meter, mode: 'realtime' },
  };
}

/** A shifted day is the one after the next within the month; a late one lies in November. */
function statedDay(day: number, defect: Defect | null): { readonly from: string; readonly until: string } {
  if (defect === 'late') return { from: '2026-11-03T00:00:00Z', until: '2026-11-04T00:00:00Z' };
  const on = defect === 'day shift' ? (day <= 15 ? day + 2 : day - 2) : day;
  return { from: instant(on, 0), until: instant(on + 1, 0) };
}

function instant(day: number, hour: number): string {
  return `2026-10-${String(day).padStart(2, '0')}T${String(hour).padStart(2, '0')}:00:00Z`;
}

function price(priceEntry: string, unitPrice: string, from: string, until: string | null): KnownUnitPrice {
  const about = { model: 'gpt-image-2', meter: 'image_output', mode: 'realtime', currency: 'USD', conditions: {} } as const;
  return { priceEntry, ...about, unitPrice, per: 1_000_000n, from, until };
}

function usd(pico: bigint) {
  return { currency: 'USD', pico };
}

function upTo(amount: bigint, unit: bigint): bigint {
  return ((amount + unit - 1n) / unit) * unit;
}
