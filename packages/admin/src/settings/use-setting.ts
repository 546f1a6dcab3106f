import { useClientHandle } from '@urql/vue';
import type { AnyVariables, TypedDocumentNode } from '@urql/vue';
import { ref } from 'vue';
import type { Ref } from 'vue';
import { failureSentence } from '../graphql/failure-sentence.ts';

/** Why a change was not made: a sentence, and the field it is about where it is about one. */
export interface NotDone {
  readonly message: string;
  readonly field: string | undefined;
}

type Refused = { readonly kind: 'Refusal'; readonly message: string; readonly path: readonly string[] };

/** Makes one change after the other, and keeps why the last was not made. `lists` names the types whose lists are fetched anew after it. */
export function useSetting(lists: readonly string[]): {
  readonly busy: Readonly<Ref<boolean>>;
  readonly notDone: Readonly<Ref<NotDone | undefined>>;
  change<Data, Variables extends AnyVariables, R extends { kind?: string | undefined }>(
    document: TypedDocumentNode<Data, Variables>,
    variables: Variables,
    outcome: (data: Data) => R,
  ): Promise<Exclude<R, Refused> | undefined>;
} {
  const { client } = useClientHandle();
  const busy = ref(false);
  const notDone = ref<NotDone>();
  return {
    busy,
    notDone,
    change: async (document, variables, outcome) => {
      busy.value = true;
      notDone.value = undefined;
      const { data, error } = await client.mutation(document, variables, { additionalTypenames: [...lists] }).toPromise();
      busy.value = false;
      if (data === undefined) {
        notDone.value = { message: error === undefined ? '' : failureSentence(error), field: undefined };
        return undefined;
      }
      const made = outcome(data);
      if (made.kind !== 'Refusal') return made as Exclude<typeof made, Refused>;
      const { message, path } = made as unknown as Refused;
      notDone.value = { message, field: path.at(-1) };
      return undefined;
    },
  };
}
