import { shallowReactive } from 'vue';
import type { Router } from 'vue-router';

/** Pieces of an address that are written and not yet in it; undefined takes a piece out. */
type Writes = Map<string, string | undefined>;

const writesOf = new WeakMap<Router, Writes>();

/** The writes of a router that are still on their way; reading one is tracked. */
export function queryWrites(router: Router): Writes {
  const writes = writesOf.get(router) ?? shallowReactive<Writes>(new Map());
  writesOf.set(router, writes);
  return writes;
}

/**
 * Writes pieces of the page's address, leaving the others as they are. An address changes a moment later than it is written, so two
 * writes that meet are carried together: neither undoes the other.
 */
export async function writeQuery(router: Router, pieces: Readonly<Record<string, string | undefined>>): Promise<void> {
  const writes = queryWrites(router);
  for (const [name, text] of Object.entries(pieces)) writes.set(name, text);
  const carried = [...writes];
  const { params, query } = router.currentRoute.value;
  await router.replace({ params, query: { ...query, ...Object.fromEntries(carried) } });
  for (const [name, text] of carried) if (writes.get(name) === text) writes.delete(name);
}
