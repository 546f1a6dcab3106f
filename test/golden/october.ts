import { formatDecimal, parseDecimal, usualPolicy } from '@halfpenny/core';
import type { LedgerCharge, LedgerState, LineItemMeaning, ReconcileInputs, StatementLine } from '@halfpenny/core';
function pico(text: string): bigint {
  const parsed = parseDecimal(text);
  if (!parsed.ok) throw new Error(parsed.refusal.message);
  return parsed.value;
}

/** An amount in dollars. */
export const money = (text: string) => ({ currency: 'USD', pico: pico(text) });
const millionth = 1_000_000n;
const rates: Readonly<Record<string, string>> = {
  'gpt-image-2 image_output': '30',
  'gpt-image-2 text_input': '5',
  'gpt-image-2 text_input_cached': '1.25',
  'gpt-image-2.5-sunburst image_output': '30',
  'gpt-image-1-mini image_output': '8',
  'gpt-image-1.5 image_output': '32',
  'gpt-image-1.5 text_input': '5',
};

function at(model: string, meter: string, quantity: bigint): bigint {
  return (pico(rates[`${model} ${meter}`] ?? '0') * quantity) / millionth;
}

interface Used {
  readonly id: string;
  readonly model?: string;
  readonly when: string;
  readonly state?: LedgerState;
  readonly usage: Readonly<Record<string, bigint>>;
}

function charge({ id, model = 'gpt-image-2', when, state = 'settled', usage }: Used): LedgerCharge {
  const lines = Object.entries(usage).map(([meter, quantity]) => ({
    meter,
    quantity,
    unitPrice: rates[`${model} ${meter}`],
    per: millionth,
    amount: { currency: 'USD', pico: state === 'settled' ? at(model, meter, quantity) : 0n },
  }));
  const times = { serviceAt: when, startedAt: when, endedAt: when };
  return { id, workspace: 'w', state, currency: 'USD', requestIds: [], model, mode: 'realtime', ...times, lines };
}

const day = (number: number, month = 10): string => `2026-${month}-${String(number).padStart(2, '0')}T00:00:00Z`;

interface Stated {
  readonly day: number;
  readonly month?: number;
  readonly lineItem: string;
  readonly quantity?: bigint;
  readonly amount: string;
  readonly occurrence?: number;
}

function line({ day: number, month = 10, lineItem, quantity, amount, occurrence = 1 }: Stated): StatementLine {
  const next = number === 31 ? day(1, month + 1) : day(number + 1, month);
  const key = { bucketStart: day(number, month), bucketEnd: next, lineItem, occurrence };
  const id = `${month}-${number} ${lineItem} ${occurrence}`;
  return { id, key, amount: money(amount), residue: '0', ...(quantity !== undefined && { quantity: quantity.toString() }) };
}

const days = Array.from({ length: 31 }, (_, index) => index + 1);
const inDay = (index: number): string => `2026-10-${String((index % 31) + 1).padStart(2, '0')}T12:00:00Z`;

const settled = [
  ...Array.from({ length: 10_000 }, (_, index) =>
    charge({
      id: `a${index}`,
      when: inDay(index),
      usage: { image_output: index === 5 ? 1398n : 998n, text_input: 200n, text_input_cached: 10n },
    }),
  ),
  ...Array.from({ length: 75 }, (_, index) =>
    charge({
      id: `september${index}`,
      when: `2026-09-30T23:57:${String(index % 60).padStart(2, '0')}Z`,
      usage: { image_output: 196n, text_input: 12n },
    }),
  ),
  ...Array.from({ length: 100 }, (_, index) =>
    charge({
      id: `november${index}`,
      when: `2026-10-31T23:56:${String(index % 60).padStart(2, '0')}Z`,
      usage: { image_output: 196n, text_input: 12n },
    }),
  ),
  ...days.map((number) =>
    charge({
      id: `sunburst${number}`,
      model: 'gpt-image-2.5-sunburst',
      when: inDay(number - 1),
      usage: { image_output: number === 3 ? 13_000n : number === 4 ? 87_000n : 100_000n },
    }),
  ),
  charge({ id: 'older', model: 'gpt-image-1.5', when: inDay(7), usage: { image_output: 4160n, text_input: 20n } }),
];
const doubts = ['09:00:10', '09:30:10', '09:30:20', '09:30:30', '09:30:40'].map((time, index) =>
  charge({ id: `doubt${index}`, when: `2026-10-15T${time}Z`, state: 'in-doubt', usage: { image_output: 1756n, text_input: 20n } }),
);

function recordedOn(number: number, model: string, meter: string): bigint {
  const text = `2026-10-${String(number).padStart(2, '0')}`;
  const of = settled.filter((one) => one.model === model && one.serviceAt.startsWith(text) && !one.id.startsWith('november'));
  return of.flatMap(({ lines }) => lines).reduce((sum, one) => (one.meter === meter ? sum + one.quantity : sum), 0n);
}

const billedDoubts = 3n;
const otherDays = new Set(Array.from({ length: 20 }, (_, index) => index + 5));

function statedDay(number: number): readonly StatementLine[] {
  const september = number === 1 ? 75n : 0n;
  const billed = number === 15 ? billedDoubts : 0n;
  const image = recordedOn(number, 'gpt-image-2', 'image_output') + september * 196n + billed * 1756n + (number === 10 ? 4000n : 0n);
  const text = recordedOn(number, 'gpt-image-2', 'text_input') + september * 12n + billed * 20n - (otherDays.has(number) ? 19_500n : 0n);
  const cached = recordedOn(number, 'gpt-image-2', 'text_input_cached') + (otherDays.has(number) ? 20_000n : 0n);
  const sunburst = recordedOn(number, 'gpt-image-2.5-sunburst', 'image_output');
  const dearer = otherDays.has(number) ? 75_000n : 0n;
  const noise = number === 12 ? 1n : 0n;
  return [
    line({ day: number, lineItem: 'image', quantity: image, amount: formatDecimal(at('gpt-image-2', 'image_output', image)) }),
    line({ day: number, lineItem: 'text', quantity: text, amount: formatDecimal(at('gpt-image-2', 'text_input', text) + noise) }),
    line({ day: number, lineItem: 'cached', quantity: cached, amount: formatDecimal(at('gpt-image-2', 'text_input_cached', cached)) }),
    line({
      day: number,
      lineItem: 'sunburst',
      quantity: sunburst,
      amount: formatDecimal(at('gpt-image-2.5-sunburst', 'image_output', sunburst) + dearer * 2_000_000n),
    }),
  ];
}

const lines = [
  ...days.flatMap(statedDay),
  line({ day: 9, lineItem: 'mini', quantity: 250_000n, amount: '2' }),
  line({ day: 3, lineItem: 'sunburst', quantity: 13_000n, amount: '0.39', occurrence: 2 }),
  line({ day: 11, lineItem: 'a chat model', amount: '41.2' }),
  line({ day: 31, lineItem: 'credit', amount: '-5' }),
  line({ day: 1, month: 11, lineItem: 'image', quantity: 19_600n, amount: '0.588' }),
  line({ day: 1, month: 11, lineItem: 'text', quantity: 1200n, amount: '0.006' }),
];

const usage = (model: string, meter: string): LineItemMeaning => ({ kind: 'usage', service: 'images', model, meter, mode: 'realtime' });
const mapped: Readonly<Record<string, LineItemMeaning>> = {
  image: usage('gpt-image-2', 'image_output'),
  text: usage('gpt-image-2', 'text_input'),
  cached: usage('gpt-image-2', 'text_input_cached'),
  sunburst: usage('gpt-image-2.5-sunburst', 'image_output'),
  mini: usage('gpt-image-1-mini', 'image_output'),
  'a chat model': { kind: 'outside', service: 'chat' },
  credit: { kind: 'not-usage', what: 'credit' },
};

/** The month of the worked example: October 2026 at openai, in dollars. Its days are made so that their sums are those of the example, line by line. */
export const october: ReconcileInputs = {
  providerAccount: 'openai',
  period: { from: '2026-10-01', until: '2026-11-01' },
  knownAt: '2026-11-05T00:00:00Z',
  engineVersion: 'test',
  versions: [{ id: 'october', version: 1 }],
  lines,
  charges: [...settled, ...doubts],
  witness: [
    {
      from: '2026-10-15T09:00:00Z',
      until: '2026-10-15T09:01:00Z',
      model: 'gpt-image-2',
      requests: 1n,
      quantities: { image_output: 1756n, text_input: 20n },
    },
    {
      from: '2026-10-15T09:30:00Z',
      until: '2026-10-15T09:31:00Z',
      model: 'gpt-image-2',
      requests: 2n,
      quantities: { image_output: 3512n, text_input: 40n },
    },
  ],
  map: Object.entries(mapped).map(([lineItem, meaning]) => ({ lineItem, from: '2026-01-01', until: null, meaning })),
  prices: [
    {
      priceEntry: 'sunburst-later',
      model: 'gpt-image-2.5-sunburst',
      meter: 'image_output',
      mode: 'realtime',
      conditions: {},
      currency: 'USD',
      unitPrice: '32',
      per: millionth,
      from: '2026-11-01',
      until: null,
    },
  ],
  openDays: [],
  policy: usualPolicy,
};
