import { computed } from 'vue';
import type { ComputedRef } from 'vue';
import { useMe } from '../access/use-me.ts';
import type { ChangeSetFieldsFragment } from '../generated/graphql.ts';

/** What whoever looks at a change set may do with it, and why not: known before any click. */
export interface PublicationRights {
  readonly mayWrite: ComputedRef<boolean>;
  /** Whether they have the role; two people may be asked for besides. */
  readonly decides: ComputedRef<boolean>;
  readonly mayPublish: ComputedRef<boolean>;
  /** Who publishes it, as a sentence. */
  readonly sentence: ComputedRef<string>;
}

/** What keeps a person from publishing, whatever the drafts say. */
const personal = new Set(['FORBIDDEN', 'OWN_CHANGE_SET', 'CHANGE_SET_NOT_SUBMITTED']);

/** Says it of a change set, as the service does: whoever wrote in it does not publish it where two people are asked for. */
export function usePublicationRights(set: () => ChangeSetFieldsFragment): PublicationRights {
  const { isAny } = useMe();
  const decides = computed(() => isAny('APPROVER', 'ADMIN'));
  const kept = computed(() => {
    const { hindrance } = set();
    return hindrance && personal.has(hindrance.code) ? hindrance : null;
  });
  const sentence = computed(() => {
    const { state, asksForTwoPeople } = set();
    if (state === 'DRAFT') return asksForTwoPeople ? 'Two people are asked for here: somebody who wrote none of it publishes it.' : '';
    if (!decides.value)
      return asksForTwoPeople ? 'An approver who wrote none of it publishes it.' : 'An approver or an admin publishes it.';
    if (kept.value !== null) return kept.value.message;
    return asksForTwoPeople ? 'Two people are asked for here: you wrote none of it, so you may publish it.' : '';
  });
  return {
    mayWrite: computed(() => isAny('OPERATOR', 'ADMIN')),
    decides,
    mayPublish: computed(() => decides.value && kept.value === null),
    sentence,
  };
}
