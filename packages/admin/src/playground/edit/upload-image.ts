import type { InputImage } from './input-image.ts';

/** What the service says of an upload, as far as the page needs it. */
interface Uploaded extends InputImage {
  /** Whether it can serve as a mask: a PNG of which some is transparent. */
  readonly canMask: boolean;
}

/** An upload; or why it is none, in the service's own sentence. */
export type UploadOutcome = { readonly ok: true; readonly upload: Uploaded } | { readonly ok: false; readonly sentence: string };

const bytesBelow = 50_000_000;
const kinds = new Set(['image/png', 'image/jpeg', 'image/webp']);
const lost = 'The upload broke off: nothing was kept. Try it again.';

/** Brings an image to the service; `progress` hears the share that was sent, 0 to 1. Nothing is spent by it. */
export function uploadImage(file: Blob, progress: (share: number) => void): Promise<UploadOutcome> {
  if (file.size >= bytesBelow) return Promise.resolve({ ok: false, sentence: 'An image has less than 50 MB: bring a smaller one.' });
  return new Promise((resolve) => {
    // fetch does not tell how far a body was sent.
    const request = new XMLHttpRequest();
    request.open('POST', '/uploads');
    request.setRequestHeader('content-type', kinds.has(file.type) ? file.type : 'application/octet-stream');
    request.upload.addEventListener('progress', ({ loaded, total }) => progress(total === 0 ? 0 : loaded / total));
    request.addEventListener('load', () => resolve(outcomeOf(request)));
    request.addEventListener('error', () => resolve({ ok: false, sentence: lost }));
    request.send(file);
  });
}

function outcomeOf({ status, responseText }: XMLHttpRequest): UploadOutcome {
  const said = readJson(responseText);
  const { id, width, height, canMask, message } = said;
  if (status === 201 && typeof id === 'string' && typeof width === 'number' && typeof height === 'number') {
    return { ok: true, upload: { uploadId: id, width, height, canMask: canMask === true } };
  }
  return { ok: false, sentence: typeof message === 'string' ? message : responseText.trim() || lost };
}

function readJson(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
  } catch {
    return {};
  }
}
