import { quantityText } from '../figures/quantity-text.ts';

/** A field in which two sides differ. */
export interface SideDifference {
  readonly field: string;
  readonly expected?: string | null;
  readonly actual?: string | null;
}

/** A field by its name in words: "unitPrice" → "unit price", "image_output" → "image output". */
export function fieldWords(field: string): string {
  return field
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .toLowerCase();
}

/** A value of one side as it is read: whole numbers in groups of three, anything else as it stands, an em dash where a side has none. */
export function sideValue(value: string | null | undefined): string {
  if (value === null || value === undefined || value === '') return '—';
  return /^-?\d{4,}$/.test(value) ? quantityText(value) : value;
}

/** The difference in a line: "size: 1024x1024 recorded, 1536x1024 stated"; a value that says itself what a side does stands alone: "not stated". */
export function differenceText({ field, expected, actual }: SideDifference): string {
  return `${fieldWords(field)}: ${saidOf(expected, 'recorded')}, ${saidOf(actual, 'stated')}`;
}

function saidOf(value: string | null | undefined, side: string): string {
  return value?.endsWith(side) ? value : `${sideValue(value)} ${side}`;
}
