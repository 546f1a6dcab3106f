import { useQuery } from '@urql/vue';
import { computed } from 'vue';
import type { ComputedRef } from 'vue';
import { ProvidersDocument } from '../generated/graphql.ts';

/** Names of the providers that the sandbox plays; empty until the service has said. It is asked once for all who use this. */
export function useSimulatedProviders(): ComputedRef<ReadonlySet<string>> {
  const { data } = useQuery({ query: ProvidersDocument });
  return computed(() => new Set((data.value?.providers ?? []).filter(({ simulated }) => simulated).map(({ name }) => name)));
}
