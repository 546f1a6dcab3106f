import { plainObject } from '../refusal/plain-object.ts';
import type { Refusal } from '../refusal/refusal.ts';
import { listed, shown } from '../refusal/shown.ts';

type Fields = Readonly<Record<string, unknown>>;

const imagesMost = 16;
const edgeMost = 65_535;
const partialImagesMost = 3;
const fidelities = ['high', 'low'];
const sizeWanted = `give width and height as whole numbers from 1 to ${edgeMost}, or neither`;

/** What is wrong with the input images, mask, fidelity and partial images of a request, whichever provider is asked. Source of the bounds: OpenAI's API reference. */
export function editProblems(request: Fields): readonly Refusal[] {
  return [...imagesProblems(request), ...maskProblems(request), ...fidelityProblems(request), ...partialProblems(request)];
}

function imagesProblems({ operation, images }: Fields): readonly Refusal[] {
  const isEdit = operation === 'edit';
  const isEmpty = isAbsent(images) || (Array.isArray(images) && images.length === 0);
  if (isEmpty) return isEdit ? [imageProblem([], 'An edit needs 1 to 16 input images: list the width and height of each.')] : [];
  if (!isEdit) return [imageProblem([], 'Input images belong to an edit: ask for the operation edit, or leave them out.')];
  if (!Array.isArray(images) || images.length > imagesMost)
    return [imageProblem([], `Input images are a list of at most ${imagesMost}, each with a width and a height.`)];
  return images.flatMap((image: unknown, index) => {
    const wrong = sizeFault(image);
    return wrong === undefined ? [] : [imageProblem([String(index), ...wrong.path], `${wrong.found} is no input image: ${sizeWanted}.`)];
  });
}

function maskProblems({ operation, images, mask }: Fields): readonly Refusal[] {
  if (isAbsent(mask)) return [];
  if (operation !== 'edit') return [maskProblem([], 'A mask belongs to an edit: ask for the operation edit, or leave it out.')];
  const wrong = sizeFault(mask);
  if (wrong !== undefined) return [maskProblem(wrong.path, `${wrong.found} is no mask: ${sizeWanted}.`)];
  const [own, first] = [plainObject(mask), plainObject(Array.isArray(images) ? images[0] : undefined)];
  const wanted = [first?.['width'], first?.['height']].map(shown).join('x');
  const isSame = own?.['width'] === first?.['width'] && own?.['height'] === first?.['height'];
  if (isSame || isAbsent(own?.['width']) || isAbsent(first?.['width'])) return [];
  return [maskProblem([], `A mask is as large as the first input image: make it ${wanted}.`)];
}

function fidelityProblems({ operation, inputFidelity }: Fields): readonly Refusal[] {
  if (isAbsent(inputFidelity)) return [];
  const refusal = { code: 'invalid-input-fidelity', path: ['inputFidelity'], accepted: fidelities } as const;
  if (typeof inputFidelity !== 'string' || !fidelities.includes(inputFidelity))
    return [{ ...refusal, message: `${shown(inputFidelity)} is no input fidelity: write ${listed(fidelities)}.` }];
  if (operation === 'edit') return [];
  return [{ ...refusal, accepted: [], message: 'Input fidelity belongs to an edit: ask for the operation edit, or leave it out.' }];
}

function partialProblems({ mode, partialImages }: Fields): readonly Refusal[] {
  if (isAbsent(partialImages) || partialImages === 0) return [];
  const refusal = { code: 'invalid-partial-images', path: ['partialImages'] } as const;
  const isCount = typeof partialImages === 'number' && Number.isInteger(partialImages);
  if (!isCount || partialImages < 0 || partialImages > partialImagesMost) {
    const message = `${shown(partialImages)} is no number of partial images: ask for a whole number from 0 to ${partialImagesMost}.`;
    return [{ ...refusal, accepted: ['0', String(partialImagesMost)], message }];
  }
  if (mode !== 'batch') return [];
  return [
    { ...refusal, accepted: ['0'], message: 'Partial images are streamed, and a batch streams nothing: ask for 0, or for realtime.' },
  ];
}

interface SizeFault {
  readonly path: readonly string[];
  readonly found: string;
}

function sizeFault(image: unknown): SizeFault | undefined {
  const fields = plainObject(image);
  if (fields === undefined) return { path: [], found: shown(image) };
  const stranger = Object.keys(fields).find((field) => field !== 'width' && field !== 'height');
  if (stranger !== undefined) return { path: [stranger], found: `What has a field ${shown(stranger)}` };
  const edges = [fields['width'], fields['height']];
  if (edges.every(isAbsent)) return undefined;
  const wrong = edges.findIndex((edge) => typeof edge !== 'number' || !Number.isInteger(edge) || edge < 1 || edge > edgeMost);
  return wrong < 0 ? undefined : { path: [wrong === 0 ? 'width' : 'height'], found: shown(edges[wrong]) };
}

function imageProblem(path: readonly string[], message: string): Refusal {
  return { code: 'invalid-images', path: ['images', ...path], accepted: [], message };
}

function maskProblem(path: readonly string[], message: string): Refusal {
  return { code: 'invalid-mask', path: ['mask', ...path], accepted: [], message };
}

function isAbsent(value: unknown): value is undefined | null {
  return value === undefined || value === null;
}
