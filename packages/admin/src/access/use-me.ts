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
  /** Whether they read the books. True until the service has said who it is. */
  readonly seesBooks: ComputedRef<boolean>;
  /** Whether they have one of these roles; false until the service has said who it is. */
  readonly isAny: (...roles: readonly Role[]) => boolean;
  /** Whether they may draft prices. */
  readonly keepsPrices: ComputedRef<boolean>;
} {
  const { data } = useQuery({ query: MeDocument });
  const me = computed(() => data.value?.me);
  const isAny = (...roles: readonly Role[]) => me.value?.roles.some((role) => roles.includes(role)) ?? false;
  return {
    me,
    isAny,
    isAdmin: computed(() => isAny('ADMIN')),
    seesCost: computed(() => me.value === undefined || isAny('OPERATOR', 'FINANCE', 'AUDITOR', 'ADMIN')),
    seesBooks: computed(() => me.value === undefined || isAny('FINANCE', 'AUDITOR', 'ADMIN')),
    keepsPrices: computed(() => isAny('OPERATOR', 'ADMIN')),
  };
}
