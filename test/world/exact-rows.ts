/** Rows of a file and exact sums over them, by arithmetic that shares no code with the service. */

/** A row of a CSV by its columns. */
export type Row = Readonly<Record<string, string>>;

/** An exact decimal as a whole number of 10⁻¹². */
export const pico = (text: string): bigint => {
  const [whole = '0', fraction = ''] = text.replace('-', '').split('.');
  const value = BigInt(whole) * 10n ** 12n + BigInt(fraction.padEnd(12, '0'));
  return text.startsWith('-') ? -value : value;
};

/** The exact sum of a column. */
export const sum = (rows: readonly Row[], column = 'amount') => rows.reduce((total, row) => total + pico(row[column] ?? '0'), 0n);

/** Rows that say the same in some columns. */
export const groups = (rows: readonly Row[], ...by: readonly string[]) =>
  Map.groupBy(rows, (row) => by.map((column) => row[column]).join(' '));
