import type { ProviderAccountsQuery, StatementFieldsFragment, StatementKind, StatementSeries } from '../generated/graphql.ts';
import type { Days } from '../time/use-day-range.ts';
import { quantityText } from '../figures/quantity-text.ts';
import { daysAfter, dayOf, writeDay } from '../time/utc-day.ts';
import { providerName } from '../words/provider-name.ts';

/** An account at a provider, as it can be chosen. */
export type AccountChoice = ProviderAccountsQuery['providerAccounts'][number];

/** What a file can be, as a person says it. */
export const kindWords: Readonly<Record<StatementKind, string>> = {
  OPENAI_COSTS: 'OpenAI costs',
  OPENAI_USAGE_IMAGES: 'OpenAI usage, images',
  OPENAI_USAGE_COMPLETIONS: 'OpenAI usage, completions',
  FOCUS: 'FOCUS 1.x',
  CSV: 'CSV by a saved mapping',
  SANDBOX_INVOICE: 'Invoice of the sandbox',
};

/** What a statement is about, as a person says it. */
export const seriesWords: Readonly<Record<StatementSeries, string>> = {
  CHARGES: 'charges',
  USAGE_IMAGES: 'usage of images',
  USAGE_COMPLETIONS: 'usage of completions',
  PAYABLE: 'invoice to be paid',
  PREPAID: 'prepaid balance',
};

/** The series that carry money: whoever brings a file chooses among them. */
export const moneySeries = (['CHARGES', 'PAYABLE', 'PREPAID'] as const).map((value) => ({ value, label: seriesWords[value] }));

interface Badge {
  readonly label: string;
  readonly color: 'neutral' | 'warning' | 'primary' | 'error';
}

/** What became of a file, in a word and a colour. A version that another superseded no longer counts by itself. */
export function statementBadge({ state, supersededBy }: Pick<StatementFieldsFragment, 'state' | 'supersededBy'>): Badge {
  if (state === 'CURRENT' && supersededBy !== null && supersededBy !== undefined)
    return { label: `superseded by ${supersededBy}`, color: 'neutral' };
  return {
    RECEIVED: { label: 'waits to be read', color: 'neutral' },
    READING: { label: 'being read', color: 'neutral' },
    CURRENT: { label: 'current', color: 'primary' },
    UNCHANGED: { label: 'nothing new', color: 'neutral' },
    REFUSED: { label: 'refused', color: 'error' },
  }[state] as Badge;
}

/** Whether a file still changes by itself. */
export function isBeingRead({ state }: Pick<StatementFieldsFragment, 'state'>): boolean {
  return state === 'RECEIVED' || state === 'READING';
}

/** "OpenAI, org-1, project image-desk (simulated)": what tells an account from the others. */
export function accountName({ provider, organisation, project, keyReference, book }: AccountChoice): string {
  const parts = [providerName(provider), organisation, project && `project ${project}`, keyReference && `key ${keyReference}`];
  return `${parts.filter((part) => part).join(', ')}${book === 'SIMULATED' ? ' (simulated)' : ''}`;
}

/** The days a statement is about, the last one included: "1 Oct 2026 – 31 Oct 2026"; an em dash where it says none. */
export function statedDays({ from, until }: { readonly from?: string | null; readonly until?: string | null }): string {
  if (!from || !until) return '—';
  const days = daysOf({ from, until });
  return days.from >= days.to ? writeDay(days.from) : `${writeDay(days.from)} – ${writeDay(days.to)}`;
}

/** The first and the last UTC day of what begins at one instant and ends before another. */
export function daysOf({ from, until }: { readonly from: string; readonly until: string }): Days {
  return { from: dayOf(from), to: until.includes('T00:00:00') ? daysAfter(dayOf(until), -1) : dayOf(until) };
}

/** "1.2 MB": a size to judge a file by, in units of a thousand. */
export function bytesText(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB'];
  const power = bytes < 1000 ? 0 : bytes < 1_000_000 ? 1 : bytes < 1_000_000_000 ? 2 : 3;
  return `${Math.round((bytes * 10) / 1000 ** power) / 10} ${units[power]}`;
}

type Course = Pick<StatementFieldsFragment, 'bytesRead' | 'fileBytes' | 'lines' | 'linesPlaced'>;

/** How far a file has come, in hundredths: half of it is reading its bytes, the other half putting its lines in place. */
export function howFar({ bytesRead, fileBytes, lines, linesPlaced }: Course): { readonly value: number; readonly said: string } {
  const [read, placed] = [fileBytes === 0 ? 1 : bytesRead / fileBytes, lines === 0 ? 0 : linesPlaced / lines];
  const [all, there] = [lines, linesPlaced].map((number) => quantityText(String(number)));
  const said =
    read < 1 ? `${bytesText(bytesRead)} of ${bytesText(fileBytes)} read, ${all} lines` : `all read, ${there} of ${all} lines in place`;
  return { value: Math.round(50 * (read + placed)), said };
}
