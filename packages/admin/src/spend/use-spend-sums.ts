import { CombinedError, useClientHandle } from '@urql/vue';
import type { Client } from '@urql/vue';
import { readonly, shallowRef, watch } from 'vue';
import type { Ref } from 'vue';
import { SpendDocument } from '../generated/graphql.ts';
import type { SpendQueryVariables, SpendSumFieldsFragment } from '../generated/graphql.ts';
import { failureSentence } from '../graphql/failure-sentence.ts';

/** Every sum of an answer, as far as a page shows them. */
interface Sums {
  readonly sums: readonly SpendSumFieldsFragment[];
  /** One of each currency: all of it, whether shown or not. */
  readonly totals: readonly SpendSumFieldsFragment[];
  /** How many sums are not shown. */
  readonly left: number;
}

/** What a page knows of the sums it asked for. While it asks anew, they are still those before. */
export interface SumsState extends Sums {
  readonly phase: 'loading' | 'ready' | 'failed';
  readonly failure: string;
}

/** What is asked, but for the page. */
export type SumsQuestion = Omit<SpendQueryVariables, 'after'>;

const pagesMost = 10;
const nothing: Sums = { sums: [], totals: [], left: 0 };

/** Keeps sums of spending at hand, page by page and ten pages at most; an older answer never wins. A null question asks nothing. */
export function useSpendSums(question: () => SumsQuestion | null): {
  readonly state: Readonly<Ref<SumsState>>;
  readonly reload: () => void;
} {
  const { client } = useClientHandle();
  const state = shallowRef<SumsState>({ ...nothing, phase: 'loading', failure: '' });
  let asked = 0;

  async function ask(): Promise<void> {
    const wanted = question();
    const mine = ++asked;
    state.value = { ...state.value, phase: 'loading', failure: '' };
    try {
      const sums = wanted === null ? nothing : await allPages(client, wanted);
      if (mine === asked) state.value = { ...sums, phase: 'ready', failure: '' };
    } catch (error) {
      if (!(error instanceof CombinedError)) throw error;
      if (mine === asked) state.value = { ...nothing, phase: 'failed', failure: failureSentence(error) };
    }
  }

  watch(
    () => JSON.stringify(question()),
    () => void ask(),
    { immediate: true },
  );
  return { state: readonly(state) as Readonly<Ref<SumsState>>, reload: () => void ask() };
}

async function allPages(client: Client, question: SumsQuestion): Promise<Sums> {
  const sums: SpendSumFieldsFragment[] = [];
  let totals: readonly SpendSumFieldsFragment[] = [];
  let count = 0;
  let after: string | null | undefined = null;
  for (let page = 0; page < pagesMost; page += 1) {
    const { data, error } = await client.query(SpendDocument, { ...question, after }, { requestPolicy: 'network-only' }).toPromise();
    if (error) throw error;
    if (!data) throw new Error('An answer without an error holds data.');
    sums.push(...data.spend.edges.map(({ node }) => node));
    [totals, count, after] = [data.spend.totals, data.spend.totalCount, data.spend.pageInfo.endCursor];
    if (!data.spend.pageInfo.hasNextPage) break;
  }
  return { sums, totals, left: count - sums.length };
}
