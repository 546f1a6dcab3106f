/** How far work is, and for how many milliseconds it has been going on. */
interface Progress {
  readonly done: number;
  readonly total: number;
  readonly elapsedMs: number;
}

/** What is left of it at the pace so far, in words: 250 of 1000 in 10 seconds → "about 30 seconds left". Empty while nobody can say. */
export function timeLeftText({ done, total, elapsedMs }: Progress): string {
  if (done <= 0 || done >= total || elapsedMs < 1000) return '';
  const seconds = Math.ceil(((total - done) * elapsedMs) / done / 1000);
  if (seconds < 90) return `about ${seconds === 1 ? '1 second' : `${seconds} seconds`} left`;
  return `about ${Math.ceil(seconds / 60)} minutes left`;
}
