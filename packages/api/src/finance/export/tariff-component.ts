import { sql } from 'drizzle-orm';
import { picoOf } from '../../platform/stored-amount.ts';
import type { Transaction } from '../../platform/database.ts';
import type { ExportedLine } from './exported-line.ts';

/** A component of a tariff as it is stored. */
interface Component {
  readonly meter: string;
  readonly price: string;
  readonly per: number;
  readonly when?: Readonly<Record<string, unknown>>;
}

/** The components of price entries, by id: they never change, so each is read once. */
export type Tariffs = Map<string, readonly Component[]>;

/** Reads the tariffs that lines cite and that are not known yet. */
export async function learnTariffs(tx: Transaction, tariffs: Tariffs, lines: readonly ExportedLine[]): Promise<void> {
  const missing = [...new Set(lines.flatMap(({ priceEntry }) => (priceEntry === null || tariffs.has(priceEntry) ? [] : [priceEntry])))];
  if (missing.length === 0) return;
  const { rows } = await tx.execute<{ id: string; components: readonly Component[] | null }>(
    sql`SELECT id, tariff -> 'components' AS components FROM price_entry WHERE id = ANY (${sql.param(missing)}::uuid[])`,
  );
  for (const { id, components } of rows) tariffs.set(id, components ?? []);
}

/**
 * Which component of a tariff a line was priced by, by a name that outlives price entries: provider, model, mode and meter, and the conditions of the component where its
 * meter has several. Example: `smartaipi/gpt-image-2/realtime/image?quality=low&size=1024x1024`. Null: it is no usage line.
 */
export function componentOf(tariffs: Tariffs, line: ExportedLine): string | null {
  const { priceEntry, meter, unitPrice, per } = line;
  if (priceEntry === null || meter === null || unitPrice === null) return null;
  const name = [line.provider, line.model, line.mode, meter].join('/');
  const priced = (tariffs.get(priceEntry) ?? []).filter(
    (component) => component.meter === meter && String(component.per) === per && picoOf(component.price) === picoOf(unitPrice),
  );
  const [only] = priced.length > 1 ? priced.filter(({ when }) => isMet(when ?? {}, line)) : priced;
  const conditions = Object.entries(only?.when ?? {}).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return conditions.length === 0 ? name : `${name}?${conditions.map(([key, value]) => `${key}=${[value].flat().join('|')}`).join('&')}`;
}

function isMet(when: Readonly<Record<string, unknown>>, line: ExportedLine): boolean {
  return Object.entries(when).every(([key, value]) => line[key] === null || line[key] === undefined || [value].flat().includes(line[key]));
}
