import { useClientHandle } from '@urql/vue';
import { watch } from 'vue';
import type { ShallowRef } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { writeQuery } from '../address/query-writes.ts';
import { GenerationByIdDocument, GenerationByKeyDocument } from '../generated/graphql.ts';
import type { GenerationRow, GenerationRun } from './generation-run.ts';

const fresh = { requestPolicy: 'network-only' } as const;

/**
 * Keeps the run in the page's address: its key (`run`) while the provider is at work, its id (`generation`) once it is made. So a page that
 * was left, reloaded or sent to a colleague shows the same.
 */
export function useRunAddress(run: ShallowRef<GenerationRun>): void {
  const { client } = useClientHandle();
  const route = useRoute();
  const router = useRouter();

  async function fetchRow(query: Readonly<Record<string, unknown>>): Promise<GenerationRow | null | undefined> {
    const { generation: id, run: requestKey } = query;
    if (typeof id === 'string') return (await client.query(GenerationByIdDocument, { id }, fresh).toPromise()).data?.generation;
    if (typeof requestKey !== 'string') return null;
    return (await client.query(GenerationByKeyDocument, { requestKey }, fresh).toPromise()).data?.generationByKey;
  }

  async function show(): Promise<void> {
    if (run.value.phase !== 'idle') return;
    const generation = await fetchRow(route.query);
    if (generation && run.value.phase === 'idle') run.value = { phase: 'done', generation };
  }

  watch(run, (now) => {
    if (now.phase === 'generating') void writeQuery(router, { run: now.order.requestKey, generation: undefined });
    if (now.phase === 'done') void writeQuery(router, { run: undefined, generation: now.generation.id });
    if (['idle', 'refused', 'failed'].includes(now.phase)) void writeQuery(router, { run: undefined, generation: undefined });
  });
  watch(() => [route.query['generation'], route.query['run']], show, { immediate: true });
}
