import { cacheExchange, Client, fetchExchange } from '@urql/vue';

/** The client of our own API: one address, on the page's own origin, always by POST so that no address carries a prompt. */
export function apiClient(): Client {
  return new Client({ url: '/graphql', preferGetMethod: false, exchanges: [cacheExchange, fetchExchange] });
}
