import type { Refusal } from '@halfpenny/core';

/** Everything of an input that may name what nothing honours yet. */
export interface PossiblyUnsupported {
  readonly request?: UnsupportedInRequest | null | undefined;
  readonly mode: 'realtime' | 'batch';
  readonly wait?: boolean | undefined;
}

interface UnsupportedInRequest {
  readonly operation: 'generate' | 'edit';
  readonly partialImages: number;
}

/** One refusal for each field that is known and not honoured yet: it is never ignored. Paths lead from the input on. */
export function unsupportedFields(input: PossiblyUnsupported): readonly Refusal[] {
  return [
    ...(input.request == null ? [] : unsupportedInRequest(input.request)),
    ...when(input.mode === 'batch', ['mode'], 'Batch is not served yet: leave mode out, or say REALTIME.', ['REALTIME']),
    ...batchedEdit(input),
    ...when(input.wait === false, ['wait'], 'Generations are not queued yet: leave wait out, or say true.', ['true']),
  ];
}

function unsupportedInRequest(request: UnsupportedInRequest): readonly Refusal[] {
  return [
    ...when(
      request.partialImages !== 0,
      ['request', 'partialImages'],
      'Partial images are not served yet: leave partialImages out, or say 0.',
      ['0'],
    ),
  ];
}

function when(unsupported: boolean, path: readonly string[], message: string, accepted: readonly string[] = []): readonly Refusal[] {
  return unsupported ? [{ code: 'not-supported-yet', message, path, accepted }] : [];
}

/** A batch is a file of JSON, in which no image has a place. */
function batchedEdit({ mode, request }: PossiblyUnsupported): readonly Refusal[] {
  if (mode !== 'batch' || request?.operation !== 'edit') return [];
  const message = 'A batch takes no input images: ask for the edit in REALTIME.';
  return [{ code: 'invalid-mode', message, path: ['mode'], accepted: ['REALTIME'] }];
}
