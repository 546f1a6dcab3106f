/** Remembered at once; beyond them all is forgotten, so that what repeats is held once and what never repeats is not held. */
const rememberedMost = 20_000;

/**
 * Answers the same text with the same thing, which is made only once: of many rows most say what another said.
 * Example: 100,000 rows that name one model hold its name once.
 */
export function madeOnce<T>(make: (text: string) => T): (text: string) => T {
  const made = new Map<string, T>();
  return (text) => {
    const before = made.get(text);
    if (before !== undefined) return before;
    if (made.size >= rememberedMost) made.clear();
    const one = make(text);
    made.set(text, one);
    return one;
  };
}
