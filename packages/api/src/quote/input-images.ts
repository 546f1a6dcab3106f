import { mostPressing } from '@halfpenny/core';
import type { Refusal } from '@halfpenny/core';
import type { Uploads } from '../uploads/find-uploads.ts';
import type { UploadRow } from '../uploads/upload.table.ts';

/** An image handed in, as a request names it: by its size, by an upload, or by neither. */
export interface NamedImage {
  readonly width?: number | null;
  readonly height?: number | null;
  readonly uploadId?: string | null;
}

/** The images of a request, as it names them. */
export interface NamedInputs {
  readonly images?: readonly NamedImage[] | null | undefined;
  readonly mask?: NamedImage | null | undefined;
}

/** An image handed in, as it is remembered: where it was uploaded, its size and its hash are those of the bytes. */
export interface GivenImage {
  readonly width?: number;
  readonly height?: number;
  readonly uploadId?: string;
  readonly sha256?: string;
}

/** More images than any edit takes are counted, and not looked for. */
const imagesMost = 16;

/** The ids of the uploads that a request names. */
export function namedUploads({ images, mask }: NamedInputs): readonly string[] {
  const named = [...(images ?? []).slice(0, imagesMost), ...(mask == null ? [] : [mask])];
  return named.map(({ uploadId }) => uploadId).filter((id) => id != null);
}

/** An image with what its upload says of it. */
export function givenImage({ width, height, uploadId }: NamedImage, uploads: Uploads): GivenImage {
  const upload = uploads.get(uploadId ?? '');
  if (upload !== undefined) return { width: upload.width, height: upload.height, uploadId: upload.id, sha256: upload.sha256 };
  return { ...(width != null && { width }), ...(height != null && { height }), ...(uploadId != null && { uploadId }) };
}

/** What stands for the images of a request in its hash: their bytes, whatever upload brought them. */
export function hashedInputs({ images, mask }: NamedInputs, uploads: Uploads): object {
  const hashed = (image: NamedImage) => {
    const { sha256, ...named } = givenImage(image, uploads);
    return sha256 === undefined ? named : { sha256 };
  };
  return { images: images?.map(hashed), mask: mask == null ? undefined : hashed(mask) };
}

/** The most pressing of what is wrong with the uploads that a request names, at an instant. Undefined: nothing. Paths lead from the request on. */
export function uploadProblem({ images, mask }: NamedInputs, uploads: Uploads, at: Date): Refusal | undefined {
  const ofImages = (images ?? [])
    .slice(0, imagesMost)
    .flatMap((image, index) => problems(image, ['images', String(index)], { uploads, at }));
  if (mask == null) return mostPressing(ofImages);
  const upload = uploads.get(mask.uploadId ?? '');
  return mostPressing([...ofImages, ...problems(mask, ['mask'], { uploads, at }), ...(upload === undefined ? [] : maskProblems(upload))]);
}

interface Known {
  readonly uploads: Uploads;
  readonly at: Date;
}

function problems({ width, height, uploadId }: NamedImage, path: readonly string[], { uploads, at }: Known): readonly Refusal[] {
  if (uploadId == null) return [];
  const upload = uploads.get(uploadId);
  if (upload === undefined || upload.removedAt !== null || (upload.expiresAt !== null && upload.expiresAt <= at)) {
    const message = upload === undefined ? 'There is no upload of that id' : 'That upload is no longer kept';
    return [
      {
        code: 'upload-not-found',
        message: `${message}: bring the image to POST /uploads, and name the id it is given.`,
        path: [...path, 'uploadId'],
        accepted: [],
      },
    ];
  }
  const said = { width: width ?? upload.width, height: height ?? upload.height };
  if (said.width === upload.width && said.height === upload.height) return [];
  const message = `The upload is ${upload.width}x${upload.height}, not ${said.width}x${said.height}: leave width and height out, or say what it is.`;
  const code = path[0] === 'mask' ? 'invalid-mask' : 'invalid-images';
  return [{ code, message, path: [...path, said.width === upload.width ? 'height' : 'width'], accepted: [] }];
}

function maskProblems({ format, transparency }: UploadRow): readonly Refusal[] {
  const refusal = { code: 'invalid-mask', path: ['mask', 'uploadId'], accepted: [] } as const;
  if (format !== 'png') return [{ ...refusal, message: `A mask is a PNG with an alpha channel; this upload is a ${format}.` }];
  if (transparency === 'no-alpha')
    return [
      { ...refusal, message: 'A mask is a PNG with an alpha channel, transparent where the image is to be edited; this one has none.' },
    ];
  if (transparency === 'opaque')
    return [
      { ...refusal, message: 'A mask is transparent where the image is to be edited; nothing of this one is, so nothing would be edited.' },
    ];
  return [];
}
