import { useQuery } from '@urql/vue';
import { computed } from 'vue';
import type { ComputedRef } from 'vue';
import { MeDocument } from '../generated/graphql.ts';
import type { MeQuery, Role } from '../generated/graphql.ts';

/** Whoever uses the page, as the service knows them. */
export type Me = MeQuery['me'];

/** Who uses the page; undefined until the service has said. It is asked once for all who use this. */
export function useMe(): {
  readonly me: ComputedRef<Me | undefined>;
  readonly isAdmin: ComputedRef<boolean>;
  /** Whether they see what providers take. True until the service has said who it is. */
  readonly seesCost: ComputedRef<boolean>;
  /** Whether they may draft prices. */
  readonly keepsPrices: ComputedRef<boolean>;
} {
  const { data } = useQuery({ query: MeDocument });
  const me = computed(() => data.value?.me);
  const isAny = (...roles: readonly Role[]) => me.value?.roles.some((role) => roles.includes(role));
  return {
    me,
    isAdmin: computed(() => isAny('ADMIN') ?? false),
    seesCost: computed(() => isAny('OPERATOR', 'FINANCE', 'AUDITOR', 'ADMIN') ?? true),
    keepsPrices: computed(() => isAny('OPERATOR', 'ADMIN') ?? false),
  };
}
