import { accepted, refused, type Outcome, type PriceEntryInput, type TariffComponentInput } from '@halfpenny/core';
import { conditionsCell, conditionsFrom, jsonFrom } from './csv-conditions.ts';

/** One column: how its cell is written from an entry or a component, and how it is read back. */
interface Column<Part> {
  readonly name: string;
  /** The field of core's input that the cell is about. */
  readonly field: string;
  readonly write: (part: Part) => string | undefined;
  readonly read: (cell: string) => Outcome<unknown>;
}

/** Columns that hold for a whole entry; its further rows repeat them, or leave them empty. */
export const entryColumns: readonly Column<PriceEntryInput>[] = [
  text('id', 'id'),
  text('provider', 'provider'),
  text('model', 'model'),
  text('mode', 'mode'),
  text('currency', 'currency'),
  text('from', 'from'),
  text('until', 'until'),
  text('kind', 'kind'),
  json('based_on', 'basedOn'),
  text('minimum_charge', 'minimumCharge'),
  json('credit', 'credit'),
  json('modifiers', 'modifiers'),
  json('size_tiers', 'sizeTiers'),
  text('source', 'source'),
  text('checked_on', 'checkedOn'),
  text('note', 'note'),
];

/** Columns of one component: a row each. */
export const componentColumns: readonly Column<TariffComponentInput>[] = [
  text('meter', 'meter'),
  text('price', 'price'),
  whole('per', 'per'),
  {
    name: 'when',
    field: 'when',
    write: ({ when }) => (when === undefined ? undefined : conditionsCell(when as Readonly<Record<string, readonly string[]>>)),
    read: conditionsFrom,
  },
  text('label', 'label'),
  whole('block', 'block'),
  whole('free', 'free'),
  { name: 'tiers', field: 'tiers', write: ({ tiers }) => tiers?.map(({ upTo, price }) => `${upTo}=${price}`).join('; '), read: tiersFrom },
  text('tiering', 'tiering'),
  text('counted', 'counted'),
  whole('each', 'each'),
  json('times', 'times'),
];

/** The columns of one entry, then those of its components: the order in which a file is written. A file that is read may have them in any. */
export const columnNames: readonly string[] = [...entryColumns.slice(0, 7), ...componentColumns, ...entryColumns.slice(7)].map(
  ({ name }) => name,
);

function text<Part>(name: string, field: keyof Part & string): Column<Part> {
  return { name, field, write: (part) => (part[field] as string | null | undefined) ?? undefined, read: accepted };
}

function json<Part>(name: string, field: keyof Part & string): Column<Part> {
  return { name, field, write: (part) => (part[field] === undefined ? undefined : JSON.stringify(part[field])), read: jsonFrom };
}

/** Whole numbers; what is none goes on as the text it is, and core says what it takes. */
function whole<Part>(name: string, field: keyof Part & string): Column<Part> {
  return { name, field, write: (part) => (part[field] === undefined ? undefined : String(part[field])), read: wholeFrom };
}

function wholeFrom(cell: string): Outcome<unknown> {
  return accepted(/^\d{1,16}$/.test(cell.trim()) ? Number(cell) : cell);
}

/** `100=0; 10000=0.04`: the first hundred free, up to 10,000 at 0.04, then the price of the row. */
function tiersFrom(cell: string): Outcome<unknown> {
  const tiers: { readonly upTo: number; readonly price: string }[] = [];
  for (const part of cell.split(';')) {
    const [upTo = '', price, ...more] = part.split('=').map((each) => each.trim());
    if (!/^\d{1,16}$/.test(upTo) || price === undefined || more.length > 0)
      return refused({ code: 'invalid-tiers', message: `${JSON.stringify(part)} is no tier: write such as 100=0; 10000=0.04.` });
    tiers.push({ upTo: Number(upTo), price });
  }
  return accepted(tiers);
}
