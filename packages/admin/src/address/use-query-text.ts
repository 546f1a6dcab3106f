import { computed } from 'vue';
import type { WritableComputedRef } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { queryWrites, writeQuery } from './query-writes.ts';

/** A piece of page state that lives in the address (`?q=flat`), so that a link shows a colleague the same. The empty text is left out. */
export function useQueryText(name: string): WritableComputedRef<string> {
  const route = useRoute();
  const router = useRouter();
  const writes = queryWrites(router);
  return computed({
    get: () => {
      const value = writes.has(name) ? writes.get(name) : route.query[name];
      return typeof value === 'string' ? value : '';
    },
    set: (text) => void writeQuery(router, { [name]: text === '' ? undefined : text }),
  });
}
