import type { SheetRow } from '../grid/sheet.ts';
import { asConditions, asText, asTiers, asUnits, unitsOf, writtenWhole } from './tariff-cells.ts';
import type { CellForm } from './tariff-cells.ts';

/** A price with a unit, conditions or a way of counting of its own. */
export interface FurtherPrice extends SheetRow {
  /** Its fields that have no place in the sheet, or cannot be written there whole. */
  readonly rest: Readonly<Record<string, unknown>>;
}

type Fields = Readonly<Record<string, unknown>>;

/** The cells of a further price besides meter, price and unit, by the field of the tariff they stand for. */
const forms: Readonly<Record<string, CellForm>> = {
  when: asConditions,
  tiers: asTiers,
  tiering: asText,
  free: asUnits,
  block: asUnits,
  counted: asText,
  label: asText,
};

/** The column in which a field of a component stands. */
export function furtherColumnOf(field: string): string {
  return field === 'when' ? 'conditions' : field || 'price';
}

/** A component of a tariff as a line. */
export function furtherLine(component: Fields, id: string): FurtherPrice {
  const cells: Record<string, string> = {
    meter: asText.write(component['meter']),
    price: textOf(component['price']),
    per: textOf(component['per']),
    conditions: '',
  };
  const rest: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(component)) {
    if (['meter', 'price', 'per'].includes(field) || value === undefined) continue;
    const form = forms[field];
    const text = form === undefined ? undefined : writtenWhole(form, value);
    if (text === undefined) rest[field] = value;
    else cells[furtherColumnOf(field)] = text;
  }
  return { id, cells, rest };
}

/** The component that a line says; undefined where it says nothing. */
export function furtherComponent({ cells, rest }: FurtherPrice): Fields | undefined {
  if (Object.values(cells).every((text) => text === '')) return undefined;
  const { meter = '', price = '', per = '' } = cells;
  const said = Object.entries(forms).flatMap(([field, form]) => {
    const text = cells[furtherColumnOf(field)] ?? '';
    const value = text.trim() === '' ? undefined : form.read(text);
    return value === undefined ? [] : [[field, value] as const];
  });
  return { ...rest, meter, price, per: per.trim() === '' ? 1 : unitsOf(per), ...Object.fromEntries(said) };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}
