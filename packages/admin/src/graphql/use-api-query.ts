import { useClientHandle } from '@urql/vue';
import type { AnyVariables, CombinedError, DocumentInput } from '@urql/vue';
import { readonly, shallowRef, watch } from 'vue';
import type { Ref } from 'vue';
import { failureSentence } from './failure-sentence.ts';

/** What a page knows of what it asked for. While it asks anew, `data` is still the answer before. */
interface ApiState<Data> {
  readonly phase: 'loading' | 'ready' | 'failed';
  readonly data: Data | null;
  /** What happened, in a sentence, while the phase is `failed`. */
  readonly failure: string;
}

/** An answer that is kept at hand. */
export interface ApiQuery<Data> {
  readonly state: Readonly<Ref<ApiState<Data>>>;
  /** Asks again, and says so. */
  readonly reload: () => void;
  /** Asks again in silence: what is shown stays until there is something newer, also where asking fails. */
  readonly refresh: () => Promise<void>;
}

/** Keeps an answer of the API at hand, asks again whenever the variables change, and lets an older answer never win. Null variables ask nothing. */
export function useApiQuery<Data, Variables extends AnyVariables>(
  document: DocumentInput<Data, Variables>,
  variables: () => Variables | null,
): ApiQuery<Data> {
  const { client } = useClientHandle();
  const state = shallowRef<ApiState<Data>>({ phase: 'loading', data: null, failure: '' });
  let asked = 0;

  async function ask(quiet: boolean): Promise<void> {
    const wanted = variables();
    const mine = ++asked;
    if (wanted === null) {
      state.value = { phase: 'ready', data: null, failure: '' };
      return;
    }
    if (!quiet) state.value = { ...state.value, phase: 'loading', failure: '' };
    const { data, error } = await client.query(document, wanted, { requestPolicy: 'network-only' }).toPromise();
    if (mine !== asked || (quiet && error)) return;
    state.value = answered(data ?? null, error);
  }

  watch(
    () => JSON.stringify(variables()),
    (_now, before) => {
      if (before === 'null') state.value = { ...state.value, data: null };
      void ask(false);
    },
    { immediate: true },
  );
  return { state: readonly(state) as Readonly<Ref<ApiState<Data>>>, reload: () => void ask(false), refresh: () => ask(true) };
}

function answered<Data>(data: Data | null, error: CombinedError | undefined): ApiState<Data> {
  return error ? { phase: 'failed', data: null, failure: failureSentence(error) } : { phase: 'ready', data, failure: '' };
}
