/** Rounding a provider declares: each line, or the sum of a period, to whole units of an amount. */
export interface DeclaredRounding {
  /** Decimal text: '0.01' is cents. */
  readonly unit: string;
  readonly mode: 'half-even' | 'half-up' | 'up' | 'down';
  readonly level: 'line' | 'period';
  /** RFC 3339 or a UTC day; half-open. */
  readonly from: string;
  readonly until: string | null;
}

/** The settings of a provider that a run is made under; part of its hash. */
export interface ReconcilePolicy {
  /** How far from midnight a provider may change its day. 10 minutes unless set. */
  readonly midnightWindowMinutes: number;
  /** Which instant of a call decides its day at the provider. */
  readonly dayBy: 'start' | 'end';
  readonly roundings: readonly DeclaredRounding[];
  /** Whether output tokens stated lower by at most n − 1 for each call of n images are a known habit. */
  readonly oneTokenAnImage: boolean;
  /** Decimal text; tolerated sums of a currency above it are opened again. Absent: never for their amount. */
  readonly toleratedMost?: string;
  /** Tolerated sums of the months before, the latest last, as decimal text; three on one side open them again. */
  readonly toleratedBefore: Readonly<Record<string, readonly string[]>>;
}

/** What holds where nothing is set. */
export const usualPolicy: ReconcilePolicy = Object.freeze({
  midnightWindowMinutes: 10,
  dayBy: 'end',
  roundings: Object.freeze([]),
  oneTokenAnImage: true,
  toleratedBefore: Object.freeze({}),
});
