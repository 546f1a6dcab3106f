const newline = 0x0a;

/** The lines of a stream of bytes, without their ends. A line of more than `bytesMax` bytes throws: it is not held. Empty lines are passed over. */
export async function* linesOf(stream: AsyncIterable<Uint8Array>, bytesMax: number): AsyncGenerator<Uint8Array> {
  let parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of stream) {
    let from = 0;
    for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, from)) {
      const line = Buffer.concat([...parts, chunk.subarray(from, end)]);
      if (line.length > 0) yield line;
      parts = [];
      bytes = 0;
      from = end + 1;
    }
    bytes += chunk.length - from;
    if (bytes > bytesMax) throw new Error(`A line is longer than ${bytesMax} bytes.`);
    parts.push(chunk.subarray(from));
  }
  const last = Buffer.concat(parts);
  if (last.length > 0) yield last;
}
