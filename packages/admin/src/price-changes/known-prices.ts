import type { KnownPrice } from '@halfpenny/core';
import type { Client } from '@urql/vue';
import { PriceSheetDocument } from '../generated/graphql.ts';

/** Every entry of a book that is known now, as the engine checks drafts against. Throws urql's CombinedError where the API fails. */
export async function fetchKnownPrices(client: Client, book: string): Promise<readonly KnownPrice[]> {
  const { data, error } = await client.query(PriceSheetDocument, { book }, { requestPolicy: 'network-only' }).toPromise();
  if (error) throw error;
  const entries = (data?.priceSheet.entries ?? []) as readonly (Omit<KnownPrice, 'mode'> & { readonly mode: 'REALTIME' | 'BATCH' })[];
  return entries.map((entry) => ({ ...entry, mode: entry.mode === 'BATCH' ? 'batch' : 'realtime' }));
}
