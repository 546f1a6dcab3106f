import { computed } from 'vue';
import type { ComputedRef } from 'vue';
import { useMe } from '../access/use-me.ts';
import { AsksForTwoPeopleDocument } from '../generated/graphql.ts';
import type { ChangeSetFieldsFragment } from '../generated/graphql.ts';
import { useApiQuery } from '../graphql/use-api-query.ts';

/** What whoever looks at a change set may do with it, and why not: known before any click. */
export interface PublicationRights {
  readonly mayWrite: ComputedRef<boolean>;
  /** Whether they have the role; two people may be asked for besides. */
  readonly decides: ComputedRef<boolean>;
  readonly mayPublish: ComputedRef<boolean>;
  /** Who publishes it, as a sentence. */
  readonly sentence: ComputedRef<string>;
}

/** Says it of a change set: whoever wrote in it does not publish it where two people are asked for. */
export function usePublicationRights(set: () => ChangeSetFieldsFragment): PublicationRights {
  const { isAny } = useMe();
  const { state } = useApiQuery(AsksForTwoPeopleDocument, () => ({}));
  const twoPeople = computed(() => state.value.data?.twoPeoplePublish ?? false);
  const decides = computed(() => isAny('APPROVER', 'ADMIN'));
  const ownWork = computed(() => twoPeople.value && set().mine);
  const sentence = computed(() => {
    if (!twoPeople.value) return decides.value ? '' : 'An approver or an admin publishes it.';
    if (ownWork.value) return 'Two people are asked for here: you wrote in it, so an approver who did not publishes it.';
    return decides.value
      ? 'Two people are asked for here: you wrote none of it, so you may publish it.'
      : 'An approver who wrote none of it publishes it.';
  });
  return {
    mayWrite: computed(() => isAny('OPERATOR', 'ADMIN')),
    decides,
    mayPublish: computed(() => decides.value && !ownWork.value),
    sentence,
  };
}
