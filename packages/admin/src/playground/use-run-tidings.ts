import { useClientHandle } from '@urql/vue';
import { useTimeoutFn } from '@vueuse/core';
import { onScopeDispose, shallowRef, watch } from 'vue';
import type { ShallowRef } from 'vue';
import { ProgressByIdDocument, ProgressByKeyDocument } from '../generated/graphql.ts';
import { isAwaited } from './generation-run.ts';
import type { GenerationRun, RunTidings } from './generation-run.ts';

/** Between two questions where the first was not answered, or there is nothing to answer it with yet. */
const pauseMilliseconds = 500;
const fresh = { requestPolicy: 'network-only' } as const;

/** Whose tidings a run waits for, so that a change of it ends the waiting for the one before. */
function awaitedOf(run: GenerationRun): { readonly id: string } | { readonly requestKey: string } | null {
  if (run.phase === 'generating' && run.order.partialImages > 0) return { requestKey: run.order.requestKey };
  return run.phase === 'done' && isAwaited(run.generation) ? { id: run.generation.id } : null;
}

/**
 * Follows a run that somebody is still at work on: the service answers as soon as there is more to tell. What is told ends with the generation as it
 * was concluded, which is then the run's.
 */
export function useRunTidings(run: ShallowRef<GenerationRun>): ShallowRef<RunTidings | null> {
  const { client } = useClientHandle();
  const tidings = shallowRef<RunTidings | null>(null);
  let followed = '';
  onScopeDispose(() => (followed = ''));

  async function ask(after: string | undefined): Promise<RunTidings | null | undefined> {
    const awaited = awaitedOf(run.value);
    if (awaited === null) return null;
    return 'id' in awaited
      ? (await client.query(ProgressByIdDocument, { ...awaited, after }, fresh).toPromise()).data?.progress
      : (await client.query(ProgressByKeyDocument, { ...awaited, after }, fresh).toPromise()).data?.progress;
  }
  const { start: askLater } = useTimeoutFn((mine: string) => void follow(mine), pauseMilliseconds, { immediate: false });

  async function follow(mine: string): Promise<void> {
    const told = await ask(tidings.value?.mark);
    if (followed !== mine) return;
    if (!told) return askLater(mine);
    tidings.value = told;
    // Whoever waits for the answer of the change itself is told by that.
    if (told.done && run.value.phase === 'done') run.value = { phase: 'done', generation: told.generation };
    if (!told.done) void follow(mine);
  }

  watch(
    () => JSON.stringify(awaitedOf(run.value)),
    (now) => {
      followed = now;
      tidings.value = null;
      if (now !== 'null') void follow(now);
    },
    { immediate: true },
  );
  return tidings;
}
