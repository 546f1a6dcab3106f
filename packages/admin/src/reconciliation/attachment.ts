/** A file that a decision rests on, named by what is in it. */
export interface Attachment {
  readonly name: string;
  /** Lower-case hexadecimal. */
  readonly sha256: string;
}

/** The name of a file and the SHA-256 of its bytes; it is not sent anywhere. */
export async function namedByHash(file: File): Promise<Attachment> {
  const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
  const sha256 = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return { name: file.name, sha256 };
}
