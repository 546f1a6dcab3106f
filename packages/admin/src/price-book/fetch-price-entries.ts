import type { Client } from '@urql/vue';
import { PriceEntriesDocument } from '../generated/graphql.ts';
import type { PriceEntriesQuery, PriceEntryFilter } from '../generated/graphql.ts';
import type { PriceEntryRow } from './price-entry-row.ts';

type Page = PriceEntriesQuery['priceEntries'];

/** Fetches every price entry that a filter leaves, page after page. Throws urql's CombinedError where the API fails. */
export async function fetchPriceEntries(client: Client, filter: PriceEntryFilter): Promise<readonly PriceEntryRow[]> {
  const entries: PriceEntryRow[] = [];
  let page = await fetchPage(client, filter, null);
  entries.push(...page.edges.map((edge) => edge.node));
  while (page.pageInfo.hasNextPage) {
    page = await fetchPage(client, filter, page.pageInfo.endCursor ?? null);
    entries.push(...page.edges.map((edge) => edge.node));
  }
  return entries;
}

async function fetchPage(client: Client, filter: PriceEntryFilter, after: string | null): Promise<Page> {
  const { data, error } = await client.query(PriceEntriesDocument, { filter, after }, { requestPolicy: 'network-only' }).toPromise();
  if (error) throw error;
  if (!data) throw new Error('An answer without an error holds data.');
  return data.priceEntries;
}
