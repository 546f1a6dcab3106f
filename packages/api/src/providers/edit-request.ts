import { toStreamingFile } from 'openai';
import type { Uploadable } from 'openai';
import type { ImageEditParamsNonStreaming } from 'openai/resources/images';
import { whiteWhereTransparent } from './convert-mask.ts';
import type { InputImage } from './input-image.ts';
import type { EditCall, ImageCall, ProviderConnection } from './provider.ts';
import { wireRequest } from './wire-request.ts';

/** An edit as it is sent: its images are read from where they lie while they are sent, one after the other, and never held whole. */
export interface EditRequest {
  readonly body: ImageEditParamsNonStreaming;
  /** Why an image could not be read on; undefined while all goes well. What was sent then is cut off, and no provider works on it. */
  trouble(): Error | undefined;
}

/** The form of an edit, the mask in the way the provider reads it. */
export function editRequest(call: ImageCall, edit: EditCall, editedArea: ProviderConnection['editedArea']): EditRequest {
  let trouble: Error | undefined;
  const file = (image: InputImage, name: string): Uploadable => {
    const type = `image/${image.format}`;
    return toStreamingFile(
      read(image, (cause) => (trouble = cause)),
      `${name}.${image.format}`,
      { type },
    ) as Uploadable;
  };
  const { mask, inputFidelity } = edit;
  const sentMask = mask !== undefined && editedArea === 'white' ? whiteWhereTransparent(mask) : mask;
  const body = {
    ...wireRequest(call),
    image: edit.images.map((image, index) => file(image, `image-${index}`)),
    ...(sentMask === undefined ? {} : { mask: file(sentMask, 'mask') }),
    ...(inputFidelity === undefined ? {} : { input_fidelity: inputFidelity }),
  } as ImageEditParamsNonStreaming;
  return { body, trouble: () => trouble };
}

async function* read(image: InputImage, failed: (cause: Error) => void): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of await image.open()) yield chunk as Uint8Array;
  } catch (cause) {
    failed(cause instanceof Error ? cause : new Error(String(cause)));
    throw cause;
  }
}
