import type { Refusal } from '../refusal/refusal.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Each field or value that is known and not honoured yet, refused by name: what is ignored would be quoted wrongly. */
export function notSupportedYet(request: Fields): readonly Refusal[] {
  const { operation, images, mask, inputFidelity, partialImages, stage } = request;
  return [
    ...(operation === 'edit' ? [later('operation', 'Edits are not quoted yet: ask for generate.', ['generate'])] : []),
    ...(isAbsent(images) || (Array.isArray(images) && images.length === 0)
      ? []
      : [later('images', 'Input images are not quoted yet: leave them out.')]),
    ...(isAbsent(mask) ? [] : [later('mask', 'Masks are not quoted yet: leave it out.')]),
    ...(isAbsent(inputFidelity) ? [] : [later('inputFidelity', 'Input fidelity is not quoted yet: leave it out.')]),
    ...(isAbsent(partialImages) || partialImages === 0
      ? []
      : [later('partialImages', 'Partial images are not quoted yet: ask for 0.', ['0'])]),
    ...(isAbsent(stage) ? [] : [later('stage', 'Stages are not honoured yet: leave it out.')]),
  ];
}

function later(field: string, message: string, accepted: readonly string[] = []): Refusal {
  return { code: 'not-supported-yet', path: [field], message, accepted };
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}
