import type { ImageCall } from '../providers/provider.ts';
import type { ImageRequest } from '../quote/image-request.ts';
import type { StoredParameter } from '../quote/stored-offer.ts';

/** What an attempt is sent as. */
export interface ToSend {
  readonly attemptId: string;
  /** The name the offer was priced by, after aliases. */
  readonly model: string;
  readonly request: ImageRequest;
  readonly resolved: readonly StoredParameter[];
}

/** The request as the caller gave it, under the name the offer was priced by, at the quality of its stage where it names none. */
export function imageCall({ attemptId, model, request, resolved }: ToSend): ImageCall {
  const staged = resolved.find(({ name, origin }) => name === 'quality' && origin === 'stage')?.value;
  const { prompt, n, size, quality = staged, background, outputFormat, outputCompression, moderation, partialImages } = request;
  return { attemptId, model, prompt, n, size, quality, background, outputFormat, outputCompression, moderation, partialImages };
}
