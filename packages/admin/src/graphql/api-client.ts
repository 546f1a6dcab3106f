import { cacheExchange, Client, fetchExchange, mapExchange } from '@urql/vue';
import type { CombinedError } from '@urql/vue';
import { chooseWorkspace, chosenWorkspace } from '../access/chosen-workspace.ts';

/**
 * The client of our own API: one address, on the page's own origin, always by POST so that no address carries a prompt. It speaks for the workspace
 * that was chosen. `signIn` is called where the service asks who that is.
 */
export function apiClient(signIn: () => void): Client {
  return new Client({
    url: '/graphql',
    preferGetMethod: false,
    fetchOptions: () => {
      const workspace = chosenWorkspace();
      return workspace === undefined ? {} : { headers: { 'x-halfpenny-workspace': workspace } };
    },
    exchanges: [mapExchange({ onError: (error) => meetRefusal(error, signIn) }), cacheExchange, fetchExchange],
  });
}

function meetRefusal(error: CombinedError, signIn: () => void): void {
  const codes = new Set(error.graphQLErrors.map(({ extensions }) => extensions['code']));
  if (codes.has('UNAUTHENTICATED')) signIn();
  // A workspace that was chosen once and is no longer theirs would keep every page from loading.
  if (codes.has('FORBIDDEN') && error.message.includes('x-halfpenny-workspace') && chosenWorkspace() !== undefined) {
    chooseWorkspace(undefined);
    location.reload();
  }
}
