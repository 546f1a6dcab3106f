import { accepted, refused, underPath } from '@halfpenny/core';
import type { Outcome } from '@halfpenny/core';
import type { Database } from '../platform/database.ts';
import type { ImageRequest } from '../quote/image-request.ts';
import { namedUploads, uploadProblem } from '../quote/input-images.ts';
import type { GivenImage, NamedInputs } from '../quote/input-images.ts';
import { findUploads } from '../uploads/find-uploads.ts';
import type { Uploads } from '../uploads/find-uploads.ts';
import type { EditInputs } from '../uploads/generation-inputs.ts';
import type { UploadRow } from '../uploads/upload.table.ts';
import type { GenerateInput } from './generate-input.type.ts';

/** What was priced, the input that asks for it, and what the uploads are that the input names. */
export interface ToBind {
  readonly workspaceId: string;
  readonly quoted: ImageRequest;
  readonly input: GenerateInput;
  readonly uploads: Uploads;
  readonly at: Date;
}

/**
 * The bytes of an edit that is executed: those that were priced; or, for a quote made from sizes, those handed in, which must be as many and of the same
 * sizes, for other images cost something else. Undefined for what is no edit.
 */
export async function bindInputs(database: Database, toBind: ToBind): Promise<Outcome<EditInputs | undefined>> {
  const { workspaceId, quoted, input, uploads, at } = toBind;
  const path = input.request == null ? [] : ['request'];
  const handedIn: NamedInputs = input.request == null ? input : {};
  const isHandedIn = (handedIn.images ?? []).length > 0 || handedIn.mask != null;
  if (quoted.operation !== 'edit') {
    return isHandedIn ? wrong('images', ['images'], 'This quote is for no edit: leave images and mask out.') : accepted(undefined);
  }
  const unknown = namedUploads(quoted).filter((id) => !uploads.has(id));
  const known = new Map([...uploads, ...(await findUploads(database, workspaceId, unknown))]);
  const unusable = uploadProblem(input.request ?? (isHandedIn ? handedIn : quoted), known, at);
  if (unusable !== undefined) return refused(underPath(unusable, path));
  return bindAll(quoted, isHandedIn ? handedIn : undefined, { uploads: known, path });
}

interface Known {
  readonly uploads: Uploads;
  /** Where the images were asked for, from the input on. */
  readonly path: readonly string[];
}

function bindAll(quoted: ImageRequest, handedIn: NamedInputs | undefined, { uploads, path }: Known): Outcome<EditInputs> {
  const images = quoted.images ?? [];
  const given = handedIn === undefined ? images : (handedIn.images ?? images);
  if (given.length !== images.length)
    return wrong('images', [...path, 'images'], `The quote was made for ${images.length} images; ${given.length} are given: give as many.`);
  const mask = handedIn === undefined ? quoted.mask : (handedIn.mask ?? undefined);
  if (quoted.mask === undefined && mask !== undefined)
    return wrong('mask', [...path, 'mask'], 'The quote was made without a mask: leave it out, or ask for a new quote.');
  const bound: UploadRow[] = [];
  for (const [index, image] of images.entries()) {
    const one = bindOne(image, given[index]?.uploadId, { uploads, kind: 'images', path: [...path, 'images', String(index)] });
    if (!one.ok) return one;
    bound.push(one.value);
  }
  if (quoted.mask === undefined) return accepted({ images: bound, mask: undefined });
  const one = bindOne(quoted.mask, mask?.uploadId, { uploads, kind: 'mask', path: [...path, 'mask'] });
  return one.ok ? accepted({ images: bound, mask: one.value }) : one;
}

interface Place {
  readonly uploads: Uploads;
  readonly kind: 'images' | 'mask';
  readonly path: readonly string[];
}

function bindOne(quoted: GivenImage, givenId: string | null | undefined, { uploads, kind, path }: Place): Outcome<UploadRow> {
  const upload = uploads.get(givenId ?? quoted.uploadId ?? '');
  if (upload === undefined)
    return wrong(kind, path, 'An edit is made from bytes: bring the image to POST /uploads, and give the id of the upload as uploadId.');
  if (quoted.sha256 !== undefined && quoted.sha256 !== upload.sha256)
    return wrong(
      kind,
      [...path, 'uploadId'],
      'The quote was made for another image: give the one that was quoted, or ask for a new quote.',
    );
  const isQuotedSize = (quoted.width ?? upload.width) === upload.width && (quoted.height ?? upload.height) === upload.height;
  if (isQuotedSize) return accepted(upload);
  const sizes = `${quoted.width}x${quoted.height}; this upload is ${upload.width}x${upload.height}`;
  return wrong(kind, [...path, 'uploadId'], `The quote was made for an image of ${sizes}: give one of that size, or ask for a new quote.`);
}

function wrong(kind: 'images' | 'mask', path: readonly string[], message: string): Outcome<never> {
  return refused({ code: kind === 'mask' ? 'invalid-mask' : 'invalid-images', message, path });
}
