/** The UTF-8 bytes of well-formed text: `'é'` is c3 a9. */
export function utf8Bytes(text: string): Uint8Array {
  const bytes = new Uint8Array(utf8BytesMost * text.length);
  return bytes.subarray(0, writeUtf8(bytes, 0, text));
}

/** The most bytes of one of UTF-16's units: four bytes are two of them. */
export const utf8BytesMost = 3;

/** Writes the UTF-8 bytes of well-formed text from a place on; gives the place behind them. */
export function writeUtf8(bytes: Uint8Array, from: number, text: string): number {
  let place = from;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.codePointAt(at) ?? 0;
    if (code > 0xffff) at += 1;
    place = write(bytes, place, code);
  }
  return place;
}

function write(bytes: Uint8Array, at: number, code: number): number {
  let next = at;
  if (code < 0x80) {
    bytes[next++] = code;
    return next;
  }
  if (code < 0x800) bytes[next++] = 0xc0 | (code >> 6);
  else if (code < 0x10000) {
    bytes[next++] = 0xe0 | (code >> 12);
    bytes[next++] = tail(code >> 6);
  } else {
    bytes[next++] = 0xf0 | (code >> 18);
    bytes[next++] = tail(code >> 12);
    bytes[next++] = tail(code >> 6);
  }
  bytes[next++] = tail(code);
  return next;
}

function tail(code: number): number {
  return 0x80 | (code & 0x3f);
}
