import { computed, shallowRef } from 'vue';
import {
  DiscardChangeSetDocument,
  PublishChangeSetDocument,
  SendBackChangeSetDocument,
  SubmitChangeSetDocument,
} from '../generated/graphql.ts';
import type { ChangeSetFieldsFragment } from '../generated/graphql.ts';
import { useApiMutation } from '../graphql/use-api-mutation.ts';
import type { ShownRefusal } from '../playground/field-refusals.ts';
import type { useChangeSetEditor } from './use-change-set-editor.ts';

type Answer = ({ readonly kind: 'PriceChangeSet' } & ChangeSetFieldsFragment) | ({ readonly kind: 'Refusal' } & ShownRefusal);

/** The steps of a change set towards its publication. Each says which version it was taken at: who looked at another one is refused. */
export function useReviewSteps(work: ReturnType<typeof useChangeSetEditor>) {
  const submitting = useApiMutation(SubmitChangeSetDocument);
  const sendingBack = useApiMutation(SendBackChangeSetDocument);
  const discarding = useApiMutation(DiscardChangeSetDocument);
  const publishing = useApiMutation(PublishChangeSetDocument);
  const all = [submitting, sendingBack, discarding, publishing];
  const refusal = shallowRef<ShownRefusal | null>(null);

  /** Takes the answer of a step: true where it was taken. A refusal leaves everything as it stands, and says why. */
  function take(answer: Answer | undefined): boolean {
    refusal.value = answer?.kind === 'Refusal' ? answer : null;
    if (answer?.kind !== 'PriceChangeSet') return false;
    work.take(answer, { mine: work.rows.value, base: work.rows.value });
    return true;
  }
  const at = () => ({ id: work.set.value?.id ?? '', rowVersion: work.set.value?.rowVersion ?? 0 });

  async function submit(comment: string): Promise<boolean> {
    if (!(await work.save())) {
      refusal.value = work.refusal.value;
      return false;
    }
    return take((await submitting.send({ ...at(), comment }))?.submitPriceChangeSet);
  }
  const sendBack = async (comment: string) => take((await sendingBack.send({ ...at(), comment }))?.sendBackPriceChangeSet);
  const discard = async (comment: string) => take((await discarding.send({ ...at(), comment }))?.discardPriceChangeSet);
  const publish = async (confirmations: readonly string[], comment: string) =>
    take(
      (await publishing.send({ ...at(), confirmations: [...confirmations], comment, fingerprint: work.set.value?.fingerprint ?? '' }))
        ?.publishPriceChangeSet,
    );

  const sending = computed(() => all.some((each) => each.sending.value));
  const failure = computed(() => all.map((each) => each.failure.value).find(Boolean) ?? '');
  return { refusal, sending, failure, submit, sendBack, publish, discard };
}
