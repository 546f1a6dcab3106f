import type { Refusal } from '@halfpenny/core';

/** Everything of an input that may name what nothing honours yet. */
export interface PossiblyUnsupported {
  readonly request?: UnsupportedInRequest | null | undefined;
  readonly images?: readonly unknown[] | null | undefined;
  readonly mask?: unknown;
}

interface UnsupportedInRequest {
  readonly operation: 'generate' | 'edit';
  readonly inputFidelity?: string | null | undefined;
  readonly images?: readonly unknown[] | null | undefined;
  readonly mask?: unknown;
}

/** One refusal for each field that is known and not honoured yet: it is never ignored. Paths lead from the input on. */
export function unsupportedFields(input: PossiblyUnsupported): readonly Refusal[] {
  return [
    ...(input.request == null ? [] : unsupportedInRequest(input.request)),
    ...when(asksForImages(input.images), ['images'], 'Edits are not served yet: leave images out.'),
    ...when(input.mask != null, ['mask'], 'Edits are not served yet: leave mask out.'),
  ];
}

function unsupportedInRequest(request: UnsupportedInRequest): readonly Refusal[] {
  return [
    ...when(request.operation === 'edit', ['request', 'operation'], 'Edits are not served yet: leave operation out, or say GENERATE.', [
      'GENERATE',
    ]),
    ...when(asksForImages(request.images), ['request', 'images'], 'Edits are not served yet: leave images out.'),
    ...when(request.mask != null, ['request', 'mask'], 'Edits are not served yet: leave mask out.'),
    ...when(request.inputFidelity != null, ['request', 'inputFidelity'], 'Edits are not served yet: leave inputFidelity out.'),
  ];
}

function when(unsupported: boolean, path: readonly string[], message: string, accepted: readonly string[] = []): readonly Refusal[] {
  return unsupported ? [{ code: 'not-supported-yet', message, path, accepted }] : [];
}

function asksForImages(images: readonly unknown[] | null | undefined): boolean {
  return images != null && images.length > 0;
}
