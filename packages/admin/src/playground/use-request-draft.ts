import { watchDebounced } from '@vueuse/core';
import { reactive, watch } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { writeQuery } from '../address/query-writes.ts';
import { draftFields, draftFromQuery, draftToQuery } from './request-draft.ts';
import type { RequestDraft } from './request-draft.ts';

/** A draft that a form can write to. */
export type WritableDraft = { -readonly [Field in keyof RequestDraft]: RequestDraft[Field] };

/** The request of the page, kept in its address: typing changes the address, and going back changes the form. */
export function useRequestDraft(): WritableDraft {
  const route = useRoute();
  const router = useRouter();
  const draft = reactive<WritableDraft>({ ...draftFromQuery(route.query) });
  const differs = (other: RequestDraft) => draftFields.some((field) => other[field] !== draft[field]);

  watchDebounced(
    () => ({ ...draft }),
    () => {
      if (route.name === 'playground' && differs(draftFromQuery(route.query))) {
        void writeQuery(router, draftToQuery(draft));
      }
    },
    { debounce: 200 },
  );
  watch(
    () => route.query,
    (query) => {
      if (route.name === 'playground' && differs(draftFromQuery(query))) Object.assign(draft, draftFromQuery(query));
    },
  );
  return draft;
}
