import DataLoader from 'dataloader';

/**
 * Reads what many fields of one answer ask for in one go: keys asked for in the same breath are loaded together, each once a request.
 * Example: the outcomes of the images of fifty generations are one query.
 */
export function perRequest<C extends object, V>(
  load: (context: C, keys: readonly string[]) => Promise<ReadonlyMap<string, V>>,
): (context: C, key: string) => Promise<V | undefined> {
  const loaders = new WeakMap<C, DataLoader<string, V | undefined>>();
  const loaderOf = (context: C): DataLoader<string, V | undefined> => {
    const known = loaders.get(context);
    if (known !== undefined) return known;
    const made = new DataLoader<string, V | undefined>(async (keys) => {
      const found = await load(context, keys);
      return keys.map((key) => found.get(key));
    });
    loaders.set(context, made);
    return made;
  };
  return (context, key) => loaderOf(context).load(key);
}
