import type { LineItemFieldsFragment, LineItemState, NotUsageKind } from '../generated/graphql.ts';
import { daysAfter, writeDay } from '../time/utc-day.ts';
import { meterWords } from '../words/meter-words.ts';

/** What a line is that is about no usage, as a person says it. */
export const notUsageWords: Readonly<Record<NotUsageKind, string>> = {
  TAX: 'tax',
  CREDIT: 'a credit',
  FEE: 'a fee',
  ADJUSTMENT: 'an adjustment',
};

interface Badge {
  readonly label: string;
  readonly color: 'neutral' | 'warning' | 'primary' | 'error';
}

/** How far an entry has come; what waits for a person is amber. */
export const stateBadges: Readonly<Record<LineItemState, Badge>> = {
  PROPOSED: { label: 'waits for approval', color: 'warning' },
  APPROVED: { label: 'in force', color: 'primary' },
  REPLACED: { label: 'replaced', color: 'neutral' },
  DISCARDED: { label: 'discarded', color: 'neutral' },
};

type Meaning = Pick<LineItemFieldsFragment, 'meaning' | 'notUsageKind' | 'service' | 'model' | 'meter' | 'mode' | 'size' | 'quality'>;

/** What words stand for, in a line: "images of gpt-image-2, image output tokens, in batches"; "outside: chat"; "no usage: tax". */
export function meaningText({ meaning, notUsageKind, service, model, meter, mode, size, quality }: Meaning): string {
  if (meaning === 'NOT_USAGE') return `no usage: ${notUsageKind ? notUsageWords[notUsageKind] : 'an adjustment'}`;
  if (meaning === 'OUTSIDE') return `outside: ${service}`;
  const counted = meter ? meterWords(meter).units : 'whole calls';
  const narrowed = [size, quality, mode === 'BATCH' ? 'in batches' : ''].filter((text) => text);
  return [`${service} of ${model}`, counted, ...narrowed].join(', ');
}

/** For which days an entry is: "from 1 Oct 2026", "1 Oct 2026 – 31 Oct 2026", "every day". */
export function heldDays({ from, until }: { readonly from?: string | null; readonly until?: string | null }): string {
  if (!from && !until) return 'every day';
  if (!until) return `from ${writeDay(from ?? '')}`;
  const last = writeDay(daysAfter(until, -1));
  return from ? `${writeDay(from)} – ${last}` : `until ${last}`;
}

/** A line item as it is read; one that is empty names nothing. */
export function wordsOf(lineItem: string): string {
  return lineItem === '' ? 'names nothing' : lineItem;
}
