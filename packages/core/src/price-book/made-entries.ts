/** Price entries that were made here, or looked at once and found whole. */
const made = new WeakSet<object>();

/** Remembers an entry as one: it need not be looked at again. */
export function rememberedEntry<Entry extends object>(entry: Entry): Entry {
  made.add(entry);
  return entry;
}

/** True for an entry that is remembered. */
export function isRemembered(entry: object): boolean {
  return made.has(entry);
}
