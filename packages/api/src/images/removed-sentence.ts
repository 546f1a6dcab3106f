/** "This image was removed on 2026-11-20 …": what is said of an image whose bytes were kept for as long as they were to be. */
export function removedSentence({ removedAt, sha256 }: { readonly removedAt: Date | null; readonly sha256: string }): string {
  const day = removedAt?.toISOString().slice(0, 10);
  return `This image was removed on ${day}, after the time for which images are kept here. What is left of it is its SHA-256: ${sha256}.`;
}
