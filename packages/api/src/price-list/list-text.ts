import type { Refusal } from '@halfpenny/core';

/** The most bytes a price list may have; LiteLLM's whole list has 1.6 million. */
const listBytesMax = 16_000_000;

/** How much more is read and thrown away, so that whoever sends it to its end hears why it was refused. */
const readBytesMax = 2 * listBytesMax;

/** Text that cannot be taken further: thrown while it is streamed, and turned into its refusal by whoever asked for the stream. */
export class ListTextRefused extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.message);
  }
}

/** Bytes → text, as they arrive. Throws `ListTextRefused` for what is no UTF-8, and for more bytes than a list may have. */
export async function* listText(source: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let bytes = 0;
  for await (const chunk of source) {
    bytes += chunk.byteLength;
    if (bytes > readBytesMax) break;
    if (bytes <= listBytesMax) yield decoded(() => decoder.decode(chunk, { stream: true }));
  }
  if (bytes > listBytesMax) throw new ListTextRefused(tooLarge);
  yield decoded(() => decoder.decode());
}

const tooLarge: Refusal = {
  code: 'price-list-too-large',
  message: 'A price list has at most 16 MB: bring it in parts.',
  path: [],
  accepted: [],
};

function decoded(decode: () => string): string {
  try {
    return decode();
  } catch {
    const message = 'The text is not UTF-8: save the file as UTF-8, which spreadsheets call "CSV UTF-8".';
    throw new ListTextRefused({ code: 'invalid-price-list', message, path: [], accepted: [] });
  }
}
