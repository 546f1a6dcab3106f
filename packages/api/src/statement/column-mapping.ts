import { accepted, refused, type Outcome } from '@halfpenny/core';
import type { CsvLayout } from '../platform/csv-rows.ts';
import type { DateForm } from './csv-bucket.ts';
import type { NumberForm } from './csv-number.ts';
import type { AmountUnit } from './stated-amount.ts';

/** What a column of a CSV can hold, each in a sentence. */
export const columnMeanings = {
  start: 'From when on a line is about: a UTC day, an instant or seconds since 1970.',
  end: 'And before when.',
  amount: 'What is owed for it.',
  currency: 'The currency of the amount, in capital letters.',
  project: 'The project it belongs to.',
  apiKey: 'The name of the key it was made with.',
  lineItem: 'What it is for, in the words of the provider.',
  quantity: 'How many units.',
  quantityUnit: 'What is counted.',
  requestId: 'The id that the provider gave the call.',
  clientRequestId: 'The id that we gave the call.',
  model: 'The model.',
  size: 'WIDTHxHEIGHT of an image.',
  quality: 'The quality of an image.',
  category: 'Usage, Purchase, Tax, Credit or Adjustment.',
  invoiceId: 'The invoice it is billed on.',
  balance: 'What is left of a prepaid balance after it.',
} as const;

/** What a column of a CSV can hold. */
export const columnRoles = Object.keys(columnMeanings) as readonly ColumnRole[];

/** One of `columnRoles`. */
export type ColumnRole = keyof typeof columnMeanings;

/** How a CSV of somebody is read. Without a column for the end, a day is a bucket of its own, and an instant stands for a single call. */
export interface ColumnMapping extends NumberForm, CsvLayout {
  /** The name of the column that holds it. */
  readonly columns: Readonly<Partial<Record<ColumnRole, string>>>;
  /** What amounts are counted in. */
  readonly unit: AmountUnit;
  /** How dates are written; absent: `iso`. */
  readonly dates?: DateForm | undefined;
  /** The currency of every line; absent: a column says it. */
  readonly currency?: string | undefined;
}

const headLineMost = 1000;

/** A mapping as somebody wrote it, if a file can be read by it. */
export function columnMapping(given: ColumnMapping): Outcome<ColumnMapping> {
  const { columns, currency } = given;
  const missing = (['start', 'amount'] as const).find((role) => columns[role] === undefined);
  if (missing !== undefined) return invalid(`Say which column holds the ${missing} of a line.`, ['columns', missing]);
  if ((columns.currency === undefined) === (currency === undefined))
    return invalid('Say either which column holds the currency, or which currency every line is in.', ['currency']);
  if (currency !== undefined && !/^[A-Z][A-Z0-9]{2,11}$/.test(currency))
    return invalid(`${JSON.stringify(currency)} is no currency: three capital letters, such as USD.`, ['currency']);
  if (given.thousands === given.decimal)
    return invalid('One sign cannot both group thousands and part fractions from them.', ['thousands']);
  const { headLine = 1 } = given;
  if (headLine < 1 || headLine > headLineMost) return invalid(`The names stand in one of the first ${headLineMost} lines.`, ['headLine']);
  return accepted(given);
}

function invalid(message: string, path: readonly string[]): Outcome<never> {
  return refused({ code: 'invalid-statement', message, path: [...path] });
}
