import { useClientHandle } from '@urql/vue';
import type { AnyVariables, DocumentInput } from '@urql/vue';
import { ref } from 'vue';
import type { Ref } from 'vue';
import { failureSentence } from './failure-sentence.ts';

/** A change that is sent to the API. */
export interface ApiMutation<Data, Variables> {
  /** True until there is an answer. */
  readonly sending: Readonly<Ref<boolean>>;
  /** What went wrong with the last one, in a sentence; empty where nothing did. */
  readonly failure: Readonly<Ref<string>>;
  /** Sends it; null where there is no answer. A refusal is an answer. */
  readonly send: (variables: Variables) => Promise<Data | null>;
}

/** Sends a change and says how that went. */
export function useApiMutation<Data, Variables extends AnyVariables>(
  document: DocumentInput<Data, Variables>,
): ApiMutation<Data, Variables> {
  const { client } = useClientHandle();
  const sending = ref(false);
  const failure = ref('');
  async function send(variables: Variables): Promise<Data | null> {
    sending.value = true;
    failure.value = '';
    const { data, error } = await client.mutation(document, variables).toPromise();
    sending.value = false;
    if (error) failure.value = failureSentence(error);
    return error ? null : (data ?? null);
  }
  return { sending, failure, send };
}
