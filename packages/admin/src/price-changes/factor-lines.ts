import type { SheetRow } from '../grid/sheet.ts';
import { asConditions, asText, writtenWhole } from './tariff-cells.ts';

/** A factor on every line of a charge, under its conditions. */
export interface FactorLine extends SheetRow {
  /** Its fields that have no place in the sheet. */
  readonly rest: Readonly<Record<string, unknown>>;
}

type Fields = Readonly<Record<string, unknown>>;

/** Modifiers as lines; undefined where one of them cannot be written whole. */
export function factorLines(modifiers: unknown, newId: () => string): readonly FactorLine[] | undefined {
  if (modifiers === undefined) return [];
  if (!Array.isArray(modifiers)) return undefined;
  const lines: FactorLine[] = [];
  for (const each of modifiers as readonly unknown[]) {
    if (typeof each !== 'object' || each === null) return undefined;
    const { multiply, when, label, ...rest } = each as Fields;
    const conditions = when === undefined ? '' : writtenWhole(asConditions, when);
    if (conditions === undefined) return undefined;
    lines.push({ id: newId(), cells: { multiply: asText.write(multiply), conditions, label: asText.write(label) }, rest });
  }
  return lines;
}

/** The modifiers that lines say, and whose line each of them is. An empty line says nothing. */
export function modifiersOf(lines: readonly FactorLine[]): { readonly modifiers: readonly Fields[]; readonly places: readonly string[] } {
  const said = lines.filter(({ cells }) => Object.values(cells).some((text) => text !== ''));
  const modifiers = said.map(({ cells, rest }) => {
    const { multiply = '', conditions = '', label = '' } = cells;
    const when = asConditions.read(conditions);
    return { ...rest, multiply, ...(when !== undefined && { when }), ...(label !== '' && { label }) };
  });
  return { modifiers, places: said.map(({ id }) => id) };
}
