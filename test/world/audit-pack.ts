/** An audit pack as a stranger has it: the files of the folder, and arithmetic that shares no code with the service. */
import { createHash } from 'node:crypto';

/** What the manifest of a pack says. */
export interface Manifest {
  readonly previousHash: string;
  readonly entriesHash: string;
  readonly hash: string;
  readonly firstNumber: string;
  readonly lastNumber: string;
  readonly files: readonly { readonly name: string; readonly sha256: string; readonly bytes: number }[];
  readonly rollForward: readonly Row[];
}

/** A row of a CSV by its columns. */
export type Row = Readonly<Record<string, string>>;

/** Everything a stranger has: the files of the folder. */
export async function fetchPack(folder: string): Promise<ReadonlyMap<string, Buffer>> {
  const file = async (name: string) => {
    const response = await fetch(`${folder}/${name}`);
    return Buffer.from(await response.arrayBuffer());
  };
  const manifest = await file('manifest.json');
  const { files } = JSON.parse(manifest.toString()) as Manifest;
  const others = await Promise.all(files.map(async ({ name }) => [name, await file(name)] as const));
  return new Map([['manifest.json', manifest], ...others]);
}

/** Of some bytes, as hexadecimal. */
export const sha256 = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('hex');
/** Exact decimals as whole numbers of 10⁻¹². */
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
