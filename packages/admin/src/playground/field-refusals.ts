import { draftFields } from './request-draft.ts';
import type { RequestDraft } from './request-draft.ts';

/** A refusal as the page shows it, whether core or the API said it. */
export interface ShownRefusal {
  readonly message: string;
  readonly path: readonly string[];
  readonly accepted: readonly string[];
}

/** The refusals that belong beside a field of the form, the most pressing of each field. */
export type FieldRefusals = Readonly<Partial<Record<keyof RequestDraft, ShownRefusal>>>;

/**
 * Sorts refusals to their fields by the last step of their path that names one: ['size'] in core and ['input', 'request', 'size'] in the
 * API are both the size, and ['images', '0', 'width'] is about the images.
 */
export function fieldRefusals(refusals: readonly ShownRefusal[]): FieldRefusals {
  const sorted: Partial<Record<keyof RequestDraft, ShownRefusal>> = {};
  for (const refusal of refusals) {
    const field = refusedField(refusal);
    if (field) sorted[field] ??= refusal;
  }
  return sorted;
}

/** The field of the form that a refusal is about, if it is about one. */
export function refusedField(refusal: ShownRefusal): keyof RequestDraft | undefined {
  const fields: readonly string[] = draftFields;
  // Below it stands the name of a variable, which may be that of a field.
  if (refusal.path.includes('variables')) return 'variables';
  return refusal.path.findLast((step): step is keyof RequestDraft => fields.includes(step));
}
