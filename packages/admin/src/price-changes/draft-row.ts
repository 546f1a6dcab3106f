import type { SheetRow } from '../grid/sheet.ts';
import { factorLines, modifiersOf } from './factor-lines.ts';
import type { FactorLine } from './factor-lines.ts';
import { furtherComponent, furtherLine } from './further-price.ts';
import type { FurtherPrice } from './further-price.ts';
import { asBase, asCredit, asSizeTiers, asText, writtenWhole } from './tariff-cells.ts';

/** What a draft does, as it is typed. */
export const actionWords = ['add', 'correct', 'withdraw', 'close'] as const;

/** The meters that have a column of their own; a price that has conditions, or another unit, stands among the further prices. */
export const meterColumns = [
  'text_input',
  'text_input_cached',
  'image_input',
  'image_input_cached',
  'text_output',
  'image_output',
  'image',
] as const;

/** A line of the change set's sheet: one draft, its texts as they were typed. */
export interface DraftRow extends SheetRow {
  /** The entry it corrects, withdraws or closes; null: it adds one, or none is found yet. */
  readonly targetId: string | null;
  readonly further: readonly FurtherPrice[];
  /** Factors on every line of a charge, under conditions. */
  readonly factors: readonly FactorLine[];
  /** Fields of the entry that have no place in the sheet, or cannot be written there whole, kept as they are. */
  readonly rest: Readonly<Record<string, unknown>>;
}

/** A draft as the API hands it over and takes it. */
export interface DraftFields {
  readonly id: string;
  readonly action: 'ADD' | 'CORRECT' | 'WITHDRAW' | 'CLOSE';
  readonly targetId?: string | null;
  readonly entry?: unknown;
  readonly endsAt?: string | null;
}

type Fields = Readonly<Record<string, unknown>>;

/** Fields that the publication gives an entry. */
const givenFields = ['id', 'kind'];
const textFields = ['provider', 'model', 'mode', 'currency', 'from', 'until', 'source', 'checkedOn', 'note'] as const;

/** The unit in which a column states its price: a million tokens, or one image. */
function columnUnit(meter: string): number {
  return meter === 'image' ? 1 : 1_000_000;
}

/** A draft as a line of the sheet. */
export function rowOfDraft({ id, action, targetId, entry, endsAt }: DraftFields, newId: () => string): DraftRow {
  const fields = (entry ?? {}) as Fields;
  const { components, ...others } = fields;
  const cells: Record<string, string> = { action: action.toLowerCase() };
  for (const key of textFields) cells[key] = textOf(fields[key]);
  if (endsAt) cells['until'] = endsAt;
  const terms = termCells(fields);
  Object.assign(cells, terms);
  const lines = factorLines(fields['modifiers'], newId);
  const placed = new Set<string>([...textFields, ...givenFields, ...(lines ? ['modifiers'] : [])]);
  for (const key of ['credit', 'sizeTiers']) if (key in terms) placed.add(key);
  if ('minimum' in terms) placed.add('minimumCharge');
  if ('factor' in terms) placed.add('basedOn');
  const rest = Object.fromEntries(Object.entries(others).filter(([key, value]) => !placed.has(key) && value !== undefined));
  const further: FurtherPrice[] = [];
  for (const component of Array.isArray(components) ? (components as readonly Fields[]) : []) {
    const { meter, price, per, ...more } = component;
    const column = meterColumns.find((each) => each === meter);
    const fits = column !== undefined && per === columnUnit(column) && Object.keys(more).length === 0 && !cells[column];
    if (fits) cells[column] = textOf(price);
    else further.push(furtherLine(component, newId()));
  }
  return { id, cells, targetId: targetId ?? null, further, factors: lines ?? [], rest };
}

/** What holds for the whole tariff, as cells: what it is a factor of, that factor, the least a call costs, credits and size tiers. What would lose something has none. */
function termCells({ basedOn, minimumCharge, credit, sizeTiers }: Fields): Readonly<Record<string, string>> {
  const { multiply, ...base } = (typeof basedOn === 'object' && basedOn !== null ? basedOn : {}) as Fields;
  const named = Object.keys(base).length === 0 ? '' : writtenWhole(asBase, base);
  const worth = typeof credit === 'object' && credit !== null ? writtenWhole(asCredit, credit) : undefined;
  const tiers = writtenWhole(asSizeTiers, sizeTiers);
  return {
    ...(worth !== undefined && { credit: worth }),
    ...(tiers !== undefined && { sizeTiers: tiers }),
    ...(typeof minimumCharge === 'string' && { minimum: minimumCharge }),
    ...(named !== undefined && typeof multiply === 'string' && { basedOn: named, factor: multiply }),
  };
}

/** Where in the sheets a component of the entry stands: in a column of the row, or on a line of the further prices. */
type ComponentPlace = { readonly column: string } | { readonly further: string };

/** An entry as a row says it, and where each part of it stands. */
interface SaidEntry {
  readonly entry: Fields;
  readonly places: readonly ComponentPlace[];
  /** The line of each modifier. */
  readonly factorPlaces: readonly string[];
}

/** The entry that a row says, and where each of its components stands. An empty cell says nothing. */
export function entryOfRow({ cells, further, factors, rest }: DraftRow): SaidEntry {
  const said = textFields.filter((key) => key !== 'mode' && (cells[key] ?? '') !== '').map((key) => [key, cells[key]] as const);
  const places: ComponentPlace[] = [];
  const components: Fields[] = [];
  for (const column of meterColumns) {
    const price = cells[column] ?? '';
    if (price === '') continue;
    components.push({ meter: column, price, per: columnUnit(column) });
    places.push({ column });
  }
  for (const line of further) {
    const component = furtherComponent(line);
    if (component === undefined) continue;
    components.push(component);
    places.push({ further: line.id });
  }
  const mode = (cells['mode'] ?? '') || 'realtime';
  const { modifiers, places: factorPlaces } = modifiersOf(factors);
  const terms = { ...saidTerms(cells), ...(modifiers.length > 0 && { modifiers }) };
  return { entry: { ...Object.fromEntries(said), mode: mode.toLowerCase(), ...rest, ...terms, components }, places, factorPlaces };
}

/** What the cells say of the whole tariff. */
function saidTerms({ basedOn = '', factor = '', minimum = '', credit = '', sizeTiers = '' }: DraftRow['cells']): Fields {
  const isBased = basedOn !== '' || factor !== '';
  return {
    ...(isBased && { basedOn: { ...(asBase.read(basedOn) as Fields), multiply: factor } }),
    ...(minimum !== '' && { minimumCharge: asText.read(minimum) }),
    ...(credit.trim() !== '' && { credit: asCredit.read(credit) }),
    ...(sizeTiers.trim() !== '' && { sizeTiers: asSizeTiers.read(sizeTiers) }),
  };
}

/** The draft that a row says, as the API takes it. */
export function draftOfRow(row: DraftRow): DraftFields {
  const { id, targetId, cells } = row;
  const action = actionOf(row).toUpperCase() as DraftFields['action'];
  if (action === 'ADD') return { id, action, entry: entryOfRow(row).entry };
  if (action === 'CORRECT') return { id, action, targetId, entry: entryOfRow(row).entry };
  return { id, action, targetId, ...(action === 'CLOSE' && { endsAt: cells['until'] ?? '' }) };
}

/** What a row does: what is typed, and to add where nothing is. */
export function actionOf({ cells }: DraftRow): (typeof actionWords)[number] {
  const typed = (cells['action'] ?? '').trim().toLowerCase();
  return actionWords.find((word) => word === typed) ?? 'add';
}

/** An empty line of the sheet: it adds a price in dollars. */
export function emptyRow(id: string): DraftRow {
  return { id, cells: { action: 'add', mode: 'realtime', currency: 'USD' }, targetId: null, further: [], factors: [], rest: {} };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}
