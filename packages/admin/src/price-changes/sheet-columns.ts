import { providers } from '@halfpenny/core';
import type { SheetColumn } from '../grid/sheet.ts';
import { meterWords } from '../words/meter-words.ts';
import { actionWords, meterColumns } from './draft-row.ts';

/** The columns of a change set's sheet. In a sell book a price is mostly a margin, so what it is a factor of comes before the prices of its own. */
export function changeSetColumns(models: readonly string[], book = 'cost'): readonly SheetColumn[] {
  const columns = allColumns(models);
  if (book === 'cost') return columns;
  const terms = columns.filter(({ key }) => key === 'basedOn' || key === 'factor');
  const others = columns.filter((column) => !terms.includes(column));
  const before = others.findIndex(({ key }) => key === 'currency') + 1;
  return others.toSpliced(before, 0, ...terms);
}

function allColumns(models: readonly string[]): readonly SheetColumn[] {
  const prices = meterColumns.map((meter) => ({
    key: meter,
    label: meter === 'image' ? 'Per image' : meterWords(meter).short,
    hint: meter === 'image' ? 'Price of one image' : `Price of 1M ${meterWords(meter).units}`,
    width: 5.25,
    end: true,
  }));
  return [
    { key: 'provider', label: 'Provider', width: 6, choices: providers, pinned: true },
    { key: 'model', label: 'Model', width: 9.5, choices: models, pinned: true },
    { key: 'mode', label: 'Mode', width: 5.5, choices: ['realtime', 'batch'] },
    { key: 'action', label: 'Action', width: 5.5, choices: actionWords, hint: 'add, correct, withdraw or close' },
    { key: 'from', label: 'From, UTC', width: 6.75, hint: 'The first day or instant, in UTC: 2026-12-01 or 2026-12-01T09:00:00Z' },
    { key: 'until', label: 'Until, UTC', width: 6.75, hint: 'The first day or instant after it, in UTC; empty: no end is known' },
    { key: 'currency', label: 'Currency', width: 4.75, choices: ['USD', 'EUR', 'GBP'] },
    ...prices,
    { key: 'minimum', label: 'Minimum', width: 5.25, end: true, hint: 'A call costs at least this' },
    ...terms,
    { key: 'source', label: 'Source', width: 12, hint: 'Where the price was read: an address, or a document' },
    { key: 'checkedOn', label: 'Checked on', width: 7, hint: 'The UTC day on which the source was read' },
    { key: 'note', label: 'Note', width: 12 },
    { key: 'credit', label: 'Credits', width: 6.5, hint: 'Where prices are in credits: so many cost so much, such as 211 for 1.00' },
    {
      key: 'sizeTiers',
      label: 'Size tiers',
      width: 8,
      hint: 'Names of sizes up to a bound, for conditions: 1K: 1024 edge; 4K: 8294400 pixels',
    },
  ];
}

/** What a price is a factor of, and the factor. */
const terms: readonly SheetColumn[] = [
  {
    key: 'basedOn',
    label: 'Based on',
    width: 7,
    choices: ['cost', ...providers],
    hint: 'The price it is a factor of: cost, in a sell book; or a provider of the same book; further names behind slashes: openai / gpt-image-2 / batch',
  },
  { key: 'factor', label: 'Factor', width: 4.5, end: true, hint: 'Times that price: 1.25 is a quarter more' },
];

/** The columns of factors under conditions. */
export const factorColumns: readonly SheetColumn[] = [
  { key: 'multiply', label: 'Times', width: 6, end: true, hint: 'Every line of a charge, times this: 0.5 is half' },
  { key: 'conditions', label: 'Conditions', width: 24, hint: 'mode: batch; quality: low, medium. Empty: always' },
  { key: 'label', label: 'Label', width: 14, hint: 'What the price list calls it' },
];

/** The columns of prices with a unit, conditions or a way of counting of their own. */
export const furtherColumns: readonly SheetColumn[] = [
  { key: 'meter', label: 'Meter', width: 10, choices: [...meterColumns, 'call', 'pixel'] },
  { key: 'price', label: 'Price', width: 7, end: true },
  { key: 'per', label: 'Per', width: 7, end: true, hint: 'How many units the price buys' },
  { key: 'conditions', label: 'Conditions', width: 20, hint: 'quality: low; size: 1024x1536, 1536x1024' },
  { key: 'tiers', label: 'Tiers', width: 11, hint: 'Up to so many, at this price: 100: 0; 10000: 0.04. The price holds beyond the last' },
  {
    key: 'tiering',
    label: 'Tiering',
    width: 6.5,
    choices: ['graduated', 'volume'],
    hint: 'Each unit at its own tier, or all at that of the last',
  },
  { key: 'free', label: 'Free', width: 5, end: true, hint: 'So many first units are free' },
  { key: 'block', label: 'Block', width: 6, end: true, hint: 'Started blocks of so many count whole' },
  {
    key: 'counted',
    label: 'Counted',
    width: 7,
    choices: ['per-image', 'per-call', 'per-period'],
    hint: 'What blocks, tiers and free units count',
  },
  { key: 'label', label: 'Label', width: 9, hint: 'What the price list calls it' },
];
