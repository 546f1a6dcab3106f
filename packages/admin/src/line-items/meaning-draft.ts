import { modelNames } from '@halfpenny/core';
import type { LineItemInput, LineItemMeaning, NotUsageKind, ServiceMode } from '../generated/graphql.ts';

/** What somebody says that words stand for, while it is typed. */
export interface MeaningDraft {
  meaning: LineItemMeaning;
  notUsageKind: NotUsageKind;
  service: string;
  model: string;
  meter: string;
  mode: ServiceMode;
  size: string;
  quality: string;
  from: string;
  /** The last day, and with it; empty: for good. */
  last: string;
  reason: string;
}

const kinds: readonly { readonly kind: NotUsageKind; readonly mark: RegExp }[] = [
  { kind: 'TAX', mark: /\b(tax|vat|gst)\b/i },
  { kind: 'CREDIT', mark: /\b(credits?|refund|discount|promotion)\b/i },
  { kind: 'FEE', mark: /\bfee\b/i },
];
const meters: readonly { readonly meter: string; readonly mark: RegExp }[] = [
  { meter: 'text_input_cached', mark: /cached.*text/i },
  { meter: 'image_input_cached', mark: /cached.*image/i },
  { meter: 'image_output', mark: /image.*out/i },
  { meter: 'image_input', mark: /image.*in(put)?\b/i },
  { meter: 'text_output', mark: /text.*out/i },
  { meter: 'text_input', mark: /text.*in(put)?\b/i },
];

/** What words most likely stand for; it is looked over before it is proposed. 'Sales tax' → tax; 'gpt-4.1, input' → outside; 'gpt-image-2, image output' → that. */
export function draftOf(lineItem: string): MeaningDraft {
  const kind = kinds.find(({ mark }) => mark.test(lineItem))?.kind;
  const model = modelNames()
    .filter((name) => lineItem.includes(name))
    .toSorted((a, b) => b.length - a.length)[0];
  return {
    meaning: model === undefined ? (kind === undefined ? 'OUTSIDE' : 'NOT_USAGE') : 'USAGE',
    notUsageKind: kind ?? 'ADJUSTMENT',
    service: model === undefined ? '' : 'images',
    model: model ?? '',
    meter: model === undefined ? '' : (meters.find(({ mark }) => mark.test(lineItem))?.meter ?? ''),
    mode: /\bbatch\b/i.test(lineItem) ? 'BATCH' : 'REALTIME',
    size: '',
    quality: '',
    from: '',
    last: '',
    reason: '',
  };
}

/** A draft as the service takes it: only what its meaning has. `until`: the first day after the last. */
export function inputOf(
  draft: MeaningDraft,
  { provider, lineItem, until }: { readonly provider: string; readonly lineItem: string; readonly until: string | null },
): LineItemInput {
  const { meaning, notUsageKind, service, model, meter, mode, size, quality, from, reason } = draft;
  const about = { provider, lineItem, meaning, from: from || null, until, reason: reason.trim() };
  if (meaning === 'NOT_USAGE') return { ...about, notUsageKind };
  if (meaning === 'OUTSIDE') return { ...about, service: service.trim() };
  return { ...about, service: service.trim(), model, meter: meter || null, mode, size: size || null, quality: quality || null };
}
