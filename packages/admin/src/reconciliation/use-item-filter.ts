import { computed } from 'vue';
import type { ComputedRef } from 'vue';
import { useRouter } from 'vue-router';
import { useQueryText } from '../address/use-query-text.ts';
import { writeQuery } from '../address/query-writes.ts';
import type { ReconciliationItemState, VariancePart } from '../generated/graphql.ts';
import { itemBadges, partList } from './reconciliation-words.ts';

/** What the items are narrowed by, which lives in the address. */
export interface ItemFilter {
  readonly part: ComputedRef<VariancePart | undefined>;
  readonly state: ComputedRef<ReconciliationItemState | undefined>;
  readonly cause: ComputedRef<string>;
  readonly after: ComputedRef<string>;
  /** Narrows by what is named, and shows the first page. */
  readonly choose: (choice: {
    readonly part?: VariancePart | undefined;
    readonly state?: ReconciliationItemState | undefined;
    readonly cause?: string | undefined;
  }) => void;
  readonly goTo: (after: string) => void;
}

/** Reads and writes the filter of the items: ?part=rate&state=open&cause=price. */
export function useItemFilter(): ItemFilter {
  const router = useRouter();
  const [part, state, cause, after] = [useQueryText('part'), useQueryText('state'), useQueryText('cause'), useQueryText('after')];
  return {
    part: computed(() => partList.find((each) => written(each) === part.value)),
    state: computed(() => (Object.keys(itemBadges) as ReconciliationItemState[]).find((each) => written(each) === state.value)),
    cause,
    after,
    choose: (choice) => {
      const pieces = Object.entries(choice).map(([name, value]) => [name, value ? written(value) : undefined]);
      void writeQuery(router, { ...(Object.fromEntries(pieces) as Record<string, string | undefined>), after: undefined });
    },
    goTo: (cursor) => void writeQuery(router, { after: cursor === '' ? undefined : cursor }),
  };
}

/** NOT_USAGE as an address writes it: not-usage. */
function written(value: string): string {
  return value.toLowerCase().replaceAll('_', '-');
}
