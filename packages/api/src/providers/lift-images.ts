/** Bytes of images that were taken out of a reply while it was read, in order. */
export interface LiftedImages {
  readonly images: readonly Buffer[];
  /** Takes the reply and passes it on with each `b64_json` replaced by the number of its image, from 0. */
  readonly stream: TransformStream<Uint8Array, Uint8Array>;
}

const [quote, backslash, colon] = [0x22, 0x5c, 0x3a];
/** Characters after which a string is no longer the value of the key before. */
const separators = new Set([0x2c, 0x7b, 0x5b]);
const imageField = 'b64_json';

/**
 * Decodes the images of a reply as it arrives, so that base64 of a large one is never held whole: neither as bytes, nor as text, nor as a value
 * of its JSON. `{"data":[{"b64_json":"aGk="}]}` is passed on as `{"data":[{"b64_json":"0"}]}`, and images holds "hi".
 */
export function liftImages(): LiftedImages {
  const images: Buffer[] = [];
  const scanner = new ReplyScanner(images);
  return {
    images,
    stream: new TransformStream({ transform: (chunk, controller) => scanner.take(chunk, (bytes) => controller.enqueue(bytes)) }),
  };
}

/** The same for bytes that are there whole: the text without its images, and these. */
export function liftFrom(bytes: Uint8Array): { readonly text: string; readonly images: readonly Buffer[] } {
  const images: Buffer[] = [];
  const passed: Uint8Array[] = [];
  new ReplyScanner(images).take(bytes, (part) => void passed.push(part));
  return { text: Buffer.concat(passed).toString('utf8'), images };
}

type Pass = (bytes: Uint8Array) => void;

class ReplyScanner {
  readonly #images: Buffer[];
  #place: 'outside' | 'text' | 'image' = 'outside';
  #escaped = false;
  #text = '';
  #key = '';
  #parts: Buffer[] = [];
  /** Base64 that does not make whole bytes yet: at most three characters. */
  #rest = '';

  constructor(images: Buffer[]) {
    this.#images = images;
  }

  take(chunk: Uint8Array, pass: Pass): void {
    let from = 0;
    let at = 0;
    while (at < chunk.length) {
      if (this.#place === 'image') {
        at = this.#readImage(chunk, at, pass);
        from = at;
        continue;
      }
      this.#step(chunk[at] ?? 0);
      at += 1;
      if (this.#inImage()) pass(chunk.subarray(from, at));
    }
    if (from < chunk.length && !this.#inImage()) pass(chunk.subarray(from));
  }

  #inImage(): boolean {
    return this.#place === 'image';
  }

  #step(byte: number): void {
    if (this.#place === 'text') this.#stepInText(byte);
    else if (byte === quote) this.#begin();
    else if (byte === colon) this.#key = this.#text;
    else if (separators.has(byte)) this.#key = '';
  }

  #begin(): void {
    this.#place = this.#key === imageField ? 'image' : 'text';
    this.#text = '';
  }

  #stepInText(byte: number): void {
    if (this.#escaped) this.#escaped = false;
    else if (byte === backslash) this.#escaped = true;
    else if (byte === quote) this.#place = 'outside';
    else if (this.#text.length <= imageField.length) this.#text += String.fromCharCode(byte);
  }

  /** Reads base64 up to its end or that of the chunk, and answers with the place of the first byte behind it. */
  #readImage(chunk: Uint8Array, from: number, pass: Pass): number {
    const end = chunk.indexOf(quote, from);
    const until = end === -1 ? chunk.length : end;
    this.#decode(Buffer.from(chunk.buffer, chunk.byteOffset + from, until - from).toString('latin1'));
    if (end !== -1) this.#endImage(pass);
    return until;
  }

  #decode(more: string): void {
    const base64 = this.#rest + more.replaceAll('\\', '');
    const whole = base64.length - (base64.length % 4);
    this.#rest = base64.slice(whole);
    if (whole > 0) this.#parts.push(Buffer.from(base64.slice(0, whole), 'base64'));
  }

  #endImage(pass: Pass): void {
    const image = Buffer.concat([...this.#parts, Buffer.from(this.#rest, 'base64')]);
    this.#parts = [];
    this.#rest = '';
    this.#key = '';
    this.#text = '';
    if (image.length > 0) pass(Buffer.from(String(this.#images.push(image) - 1)));
    this.#place = 'text';
  }
}
