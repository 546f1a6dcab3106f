import type { Client } from '@urql/vue';
import { PriceEntriesDocument } from '../generated/graphql.ts';
import type { PriceEntryFilter } from '../generated/graphql.ts';
import type { PriceEntryRow } from './price-entry-row.ts';

/** Fetches every price entry that a filter leaves, page after page. Throws urql's CombinedError where the API fails. */
export async function fetchPriceEntries(client: Client, filter: PriceEntryFilter): Promise<readonly PriceEntryRow[]> {
  const entries: PriceEntryRow[] = [];
  let after: string | null = null;
  do {
    const result = await client.query(PriceEntriesDocument, { filter, after }, { requestPolicy: 'network-only' }).toPromise();
    if (result.error) throw result.error;
    if (!result.data) break;
    const { edges, pageInfo } = result.data.priceEntries;
    entries.push(...edges.map((edge) => edge.node));
    after = pageInfo.hasNextPage ? (pageInfo.endCursor ?? null) : null;
  } while (after !== null);
  return entries;
}
