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

/** A price entry, as far as its components are named by it. */
interface PricedBy {
  readonly provider: string;
  readonly model: string;
  readonly mode: string;
  readonly components: readonly Component[];
}

/** Price entries by id: they never change, so each is read once; and the names of their components by what tells them apart. */
export interface Tariffs {
  readonly entries: Map<string, PricedBy>;
  readonly named: Map<string, Sku>;
}

/** What is sold, by names that outlive price entries. */
export interface Sku {
  /** Provider, model and mode: `smartaipi/gpt-image-2/realtime`. */
  readonly id: string;
  /** The component of the tariff: its meter and, where the meter has several, their conditions: `smartaipi/gpt-image-2/realtime/image?quality=low&size=1024x1024`. */
  readonly priceId: string;
  readonly meter: string;
  /** The same as properties, JSON: keys of our own begin with x_. */
  readonly details: string;
}

/** Reads the price entries that lines cite and that are not known yet. */
export async function learnTariffs(tx: Transaction, { entries }: Tariffs, lines: readonly ExportedLine[]): Promise<void> {
  const missing = [...new Set(lines.flatMap(({ priceEntry }) => (priceEntry === null || entries.has(priceEntry) ? [] : [priceEntry])))];
  if (missing.length === 0) return;
  const { rows } = await tx.execute<{ id: string; provider: string; model: string; mode: string; components: readonly Component[] | null }>(
    sql`SELECT id, provider, model, mode, tariff -> 'components' AS components FROM price_entry WHERE id = ANY (${sql.param(missing)}::uuid[])`,
  );
  for (const { id, components, ...entry } of rows) entries.set(id, { ...entry, components: components ?? [] });
}

/** Which component of a tariff a line was priced by. Null: it is no usage line. */
export function skuOf({ entries, named }: Tariffs, line: ExportedLine): Sku | null {
  const { priceEntry, meter, unitPrice, per } = line;
  const entry = priceEntry === null ? undefined : entries.get(priceEntry);
  if (entry === undefined || meter === null || unitPrice === null) return null;
  const name = `${priceEntry} ${meter} ${unitPrice} ${per} ${line.operation} ${line.quality} ${line.size}`;
  const known = named.get(name);
  if (known !== undefined) return known;
  const sku = namedBy(entry, meter, conditionsOf(entry, line));
  named.set(name, sku);
  return sku;
}

function namedBy({ provider, model, mode }: PricedBy, meter: string, conditions: readonly (readonly [string, string])[]): Sku {
  const id = [provider, model, mode].join('/');
  const told = conditions.map(([key, value]) => `${key}=${value}`).join('&');
  const properties = [['model', model], ['mode', mode], ['meter', meter], ...conditions].map(([key = '', value]) => [
    propertyOf(key),
    value,
  ]);
  return {
    id,
    priceId: `${id}/${meter}${told === '' ? '' : `?${told}`}`,
    meter,
    details: JSON.stringify(Object.fromEntries(properties)),
  };
}

/** `quality` → `x_Quality`. */
function propertyOf(name: string): string {
  return `x_${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

/** The conditions of the component of a line, where its meter has several, in one order. */
function conditionsOf({ components }: PricedBy, line: ExportedLine): readonly (readonly [string, string])[] {
  const { meter, unitPrice, per } = line;
  const priced = components.filter(
    (component) => component.meter === meter && String(component.per) === per && picoOf(component.price) === picoOf(unitPrice ?? '0'),
  );
  const [only] = priced.length > 1 ? priced.filter(({ when }) => isMet(when ?? {}, line)) : priced;
  return Object.entries(only?.when ?? {})
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => [key, [value].flat().join('|')] as const);
}

function isMet(when: Readonly<Record<string, unknown>>, line: ExportedLine): boolean {
  return Object.entries(when).every(([key, value]) => line[key] === null || line[key] === undefined || [value].flat().includes(line[key]));
}
