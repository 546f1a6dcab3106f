import { useQuery } from '@urql/vue';
import { computed } from 'vue';
import type { ComputedRef } from 'vue';
import { ProviderAccountsDocument } from '../generated/graphql.ts';
import { accountName } from './statement-words.ts';
import type { AccountChoice } from './statement-words.ts';

/** The accounts at providers, asked for once by all who use this; undefined until the service has said. */
export function useProviderAccounts(): {
  readonly accounts: ComputedRef<readonly AccountChoice[] | undefined>;
  /** Those whose statements are ours to hold: a lent account belongs to its owner. */
  readonly owned: ComputedRef<readonly AccountChoice[]>;
  readonly nameOf: (id: string) => string;
} {
  const { data } = useQuery({ query: ProviderAccountsDocument, context: { additionalTypenames: ['ProviderAccount'] } });
  const accounts = computed(() => data.value?.providerAccounts);
  return {
    accounts,
    owned: computed(() => (accounts.value ?? []).filter(({ lent }) => !lent)),
    nameOf: (id) => {
      const account = accounts.value?.find((each) => each.id === id);
      return account === undefined ? '…' : accountName(account);
    },
  };
}
