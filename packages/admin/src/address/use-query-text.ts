import { computed } from 'vue';
import type { WritableComputedRef } from 'vue';
import { useRoute, useRouter } from 'vue-router';

/** A piece of page state that lives in the address (`?q=flat`), so that a link shows a colleague the same. The empty text is left out. */
export function useQueryText(name: string): WritableComputedRef<string> {
  const route = useRoute();
  const router = useRouter();
  return computed({
    get: () => {
      const value = route.query[name];
      return typeof value === 'string' ? value : '';
    },
    set: (text) => void router.replace({ query: { ...route.query, [name]: text === '' ? undefined : text } }),
  });
}
