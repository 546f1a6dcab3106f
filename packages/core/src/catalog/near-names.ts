const charactersCompared = 48;
const namesMost = 3;

/** The known names nearest to one that is not known, by the number of single-character edits, at most three: for `gpt-image-3` the first is `gpt-image-1`. */
export function nearNames(name: string, known: readonly string[]): readonly string[] {
  const wanted = name.slice(0, charactersCompared).toLowerCase();
  const ranked = known.map((candidate) => ({ candidate, edits: editDistance(wanted, candidate) }));
  return ranked
    .toSorted((a, b) => a.edits - b.edits || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, namesMost)
    .map(({ candidate }) => candidate);
}

/** Levenshtein's distance: the fewest insertions, deletions and replacements that turn one text into the other. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= to.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
