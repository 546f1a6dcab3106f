import type { LineItemFieldsFragment } from '../generated/graphql.ts';

type Meaning = Pick<LineItemFieldsFragment, 'meaning' | 'notUsageKind' | 'service' | 'model' | 'meter' | 'mode' | 'size' | 'quality'>;

const kinds = { TAX: 'Tax', CREDIT: 'A credit', FEE: 'A fee', ADJUSTMENT: 'An adjustment' } as const;

/** What an entry stands for, as a phrase: "gpt-image-2, image_output, in batches". */
export function meaningText({ meaning, notUsageKind, service, model, meter, mode, size, quality }: Meaning): string {
  if (meaning === 'NOT_USAGE') return notUsageKind == null ? 'No usage' : kinds[notUsageKind];
  if (meaning === 'OUTSIDE') return `Outside: ${service ?? ''}`;
  const parts = [model, meter ?? 'whole calls', size, quality, mode === 'BATCH' ? 'in batches' : null];
  return parts.filter((part) => part != null).join(', ');
}

/** The days an entry is for; empty: all of them. */
export function daysText({ from, until }: Pick<LineItemFieldsFragment, 'from' | 'until'>): string {
  if (from == null && until == null) return '';
  if (until == null) return `from ${from}`;
  return from == null ? `before ${until}` : `${from} until ${until}`;
}
