/** A ledger drawn by chance from a seed: charges in every state, corrections, lent accounts, two currencies, two books, verdicts, sales, quotes and retries. What was drawn is kept beside it, for whoever adds it up again. */

/** A ledger line as it was drawn: picounits and whole units. */
export interface DrawnLine {
  readonly book: 'real' | 'simulated';
  readonly day: string;
  readonly generation: DrawnGeneration;
  readonly transaction: string;
  readonly corrects: string | null;
  readonly position: number;
  readonly account: string;
  readonly pico: bigint;
  readonly meter: string;
  readonly quantity: bigint;
}

/** A generation as it was drawn, with what its lines are grouped by. */
export interface DrawnGeneration {
  readonly id: string;
  readonly book: 'real' | 'simulated';
  readonly currency: string;
  readonly provider: string;
  readonly model: string;
  readonly mode: string;
  readonly quality: string;
  readonly size: string;
  readonly stage: string | null;
  readonly key: string | null;
  readonly template: string | null;
  readonly day: string;
  readonly state: string;
  /** The last verdict on each image; null: none. */
  readonly outcomes: readonly (string | null)[];
  readonly attempts: readonly string[];
  /** What was quoted, and the cheapest offer beside it; undefined: none was cheaper. */
  readonly expected: bigint;
  readonly cheaper: bigint | undefined;
  /** What the caller is charged, where that is known. */
  readonly billed: bigint | undefined;
}

export interface DrawnLedger {
  readonly generations: readonly DrawnGeneration[];
  readonly lines: readonly DrawnLine[];
}

/** Numbers below `below`, always the same for a seed (mulberry32). */
function drawing(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** The id of what is drawn, by three hexadecimal digits of its kind. */
export const idOf = (kind: string, number: number): string =>
  `019a0000-0000-7${kind.padEnd(3, '0')}-8000-${String(number).padStart(12, '0')}`;
/** The provider account of a provider in a book. */
export const drawnAccount = (provider: string, book: string): string =>
  idOf('acc', (provider === 'openai' ? 0 : 2) + (book === 'real' ? 0 : 1));
const states = ['settled', 'settled', 'settled', 'settled', 'estimated', 'unbilled', 'in_doubt', 'void', 'held'];
const verdicts = ['accepted', 'edited', 'rejected', 'regenerated', 'deleted', null];

/** Draws one. Its days lie in October and November 2026. */
export function drawLedger(seed: number, count: number): DrawnLedger {
  const draw = drawing(seed);
  const among = <T>(values: readonly T[]): T => values[draw(values.length)] as T;
  const generations = Array.from({ length: count }, (_, number): DrawnGeneration => {
    const state = among(states);
    const expected = BigInt(1_000_000 + draw(9_000_000)) * 1000n;
    return {
      id: idOf('a', number),
      book: among(['real', 'real', 'simulated']),
      currency: among(['USD', 'USD', 'EUR']),
      provider: among(['openai', 'piapi']),
      model: among(['gpt-image-2', 'gpt-image-1.5']),
      mode: among(['realtime', 'batch']),
      quality: among(['low', 'high']),
      size: among(['1024x1024', '976x704']),
      stage: among(['ideation', 'final', null]),
      key: among([idOf('b', 1), idOf('b', 2), null]),
      template: among([idOf('c', 1), idOf('c', 2), null]),
      day: `2026-${10 + draw(2)}-${String(1 + draw(30)).padStart(2, '0')}`,
      state,
      outcomes: Array.from({ length: draw(4) }, () => among(verdicts)),
      attempts: [...Array.from({ length: draw(3) }, () => among(['refused', 'failed'])), state === 'in_doubt' ? 'unknown' : 'succeeded'],
      expected,
      cheaper: draw(3) === 0 ? expected - BigInt(1 + draw(900_000)) : undefined,
      billed: state === 'settled' || state === 'estimated' ? expected + BigInt(draw(2_000_000) - 1_000_000) : undefined,
    };
  });
  return { generations, lines: generations.flatMap((generation, number) => linesOf(generation, { number, draw })) };
}

/** Of a unit, in picounits. */
const price = (meter: string): bigint => (meter === 'text_input' ? 5_000_001n : 30_000_007n);

/** What is posted of a generation: by meter, at cost and against it, and what it was sold for; some of it is taken back and posted anew a month's end later. */
function linesOf(
  generation: DrawnGeneration,
  { number, draw }: { readonly number: number; readonly draw: (below: number) => number },
): DrawnLine[] {
  if (generation.state !== 'settled' && generation.state !== 'estimated') return [];
  const against = draw(6) === 0 ? 'lender_payable' : generation.state === 'estimated' ? 'provider_accrued_estimate' : 'provider_accrued';
  const cost = generation.outcomes.length > 0 ? 'generation_cost' : 'undelivered_cost';
  const meters = ['text_input', 'image_output'].slice(draw(2));
  const quantities = meters.map(() => BigInt(1 + draw(5000)));
  const post = (times: { transaction: string; corrects: string | null; day: string }, pairs: readonly (readonly [string, bigint])[]) =>
    pairs.flatMap(([meter, quantity], place) =>
      [
        [cost, 1n, 0n] as const,
        [against, -1n, 0n] as const,
        ...(draw(2) === 0
          ? []
          : ([
              ['workspace_receivable', 1n, 3n],
              ['revenue', -1n, 3n],
            ] as const)),
      ].map(([account, sign, margin], side): DrawnLine => ({
        ...times,
        book: generation.book,
        generation,
        position: place * 4 + side,
        account,
        meter,
        quantity: sign * quantity,
        pico: sign * quantity * (price(meter) + margin),
      })),
    );
  const [first, second] = [idOf('d', number), idOf('e', number)];
  const posted = post(
    { transaction: first, corrects: null, day: generation.day },
    meters.map((meter, index) => [meter, quantities[index] ?? 0n]),
  );
  if (draw(4) > 0) return posted;
  const differences = meters.map((meter, index) => [meter, BigInt(draw(200) - 100) || -(quantities[index] ?? 1n)] as const);
  return [
    ...posted,
    ...post({ transaction: second, corrects: first, day: generation.day > '2026-11-15' ? '2026-11-30' : '2026-11-16' }, differences),
  ];
}
