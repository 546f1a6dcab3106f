import { toStreamingFile } from 'openai';
import type { OpenAI, Uploadable } from 'openai';
import type { InputImage } from './input-image.ts';
import type { EditCall, ImageCall } from './provider.ts';

/** Ids of files at the provider, by the image that each of them is. */
export type BroughtImages = ReadonlyMap<InputImage, string>;

/** The provider removes them by then: a batch is over within a day. */
const keptSeconds = 3 * 86_400;

/** Brings the images of edits to the provider as files of its own, one after the other and each once, read from where they lie while they are sent. */
export async function bringImages(client: OpenAI, calls: readonly ImageCall[]): Promise<BroughtImages> {
  const brought = new Map<InputImage, string>();
  for (const image of new Set(calls.flatMap(({ edit }) => (edit === undefined ? [] : imagesOf(edit))))) {
    const expires = { anchor: 'created_at', seconds: keptSeconds } as const;
    const file = toStreamingFile(bytesOf(image), `image.${image.format}`, { type: `image/${image.format}` }) as Uploadable;
    brought.set(image, (await client.files.create({ file, purpose: 'vision', expires_after: expires })).id);
  }
  return brought;
}

/** How an edit names its images where no bytes can go along. Source: OpenAI's API reference, the JSON body of /images/edits, read 2026-11-21. */
export function referringTo(brought: BroughtImages, { images, mask, inputFidelity }: EditCall): object {
  const named = (image: InputImage): object => ({ file_id: brought.get(image) });
  return {
    images: images.map(named),
    ...(mask === undefined ? {} : { mask: named(mask) }),
    ...(inputFidelity === undefined ? {} : { input_fidelity: inputFidelity }),
  };
}

function imagesOf({ images, mask }: EditCall): readonly InputImage[] {
  return mask === undefined ? images : [...images, mask];
}

async function* bytesOf(image: InputImage): AsyncGenerator<Uint8Array> {
  for await (const chunk of await image.open()) yield chunk as Uint8Array;
}
