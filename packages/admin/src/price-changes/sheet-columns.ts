import { providers } from '@halfpenny/core';
import type { SheetColumn } from '../grid/sheet.ts';
import { meterWords } from '../words/meter-words.ts';
import { actionWords, meterColumns } from './draft-row.ts';

/** The columns of a change set's sheet. */
export function changeSetColumns(models: readonly string[]): readonly SheetColumn[] {
  const prices = meterColumns.map((meter) => ({
    key: meter,
    label: meter === 'image' ? 'Per image' : meterWords(meter).short,
    hint: meter === 'image' ? 'Price of one image' : `Price of 1M ${meterWords(meter).units}`,
    width: 5.25,
    end: true,
  }));
  return [
    { key: 'provider', label: 'Provider', width: 6, choices: providers, pinned: true },
    { key: 'model', label: 'Model', width: 11, choices: models, pinned: true },
    { key: 'mode', label: 'Mode', width: 5.5, choices: ['realtime', 'batch'] },
    { key: 'action', label: 'Action', width: 5.5, choices: actionWords, hint: 'add, correct, withdraw or close' },
    { key: 'from', label: 'From, UTC', width: 8, hint: 'The first day or instant, in UTC: 2026-12-01 or 2026-12-01T09:00:00Z' },
    { key: 'until', label: 'Until, UTC', width: 8, hint: 'The first day or instant after it, in UTC; empty: no end is known' },
    { key: 'currency', label: 'Currency', width: 5, choices: ['USD', 'EUR', 'GBP'] },
    ...prices,
    { key: 'source', label: 'Source', width: 12, hint: 'Where the price was read: an address, or a document' },
    { key: 'checkedOn', label: 'Checked on', width: 7, hint: 'The UTC day on which the source was read' },
    { key: 'note', label: 'Note', width: 12 },
  ];
}

/** The columns of prices with a unit or conditions of their own. */
export const furtherColumns: readonly SheetColumn[] = [
  { key: 'meter', label: 'Meter', width: 10, choices: [...meterColumns, 'call', 'pixel'] },
  { key: 'price', label: 'Price', width: 7, end: true },
  { key: 'per', label: 'Per', width: 7, end: true, hint: 'How many units the price buys' },
  { key: 'conditions', label: 'Conditions', width: 24, hint: 'quality: low; size: 1024x1536, 1536x1024' },
];
