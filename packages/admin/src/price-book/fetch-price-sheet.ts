import type { Client } from '@urql/vue';
import { PriceSheetDocument } from '../generated/graphql.ts';
import { countingText } from './counting-text.ts';
import type { StoredCounting } from './counting-text.ts';
import type { PriceEntryRow } from './price-entry-row.ts';

/** An entry of a sheet: a price entry with its tariff as it is stored, from which its components are read here. */
type SheetEntry = Omit<PriceEntryRow, 'book' | 'components' | 'sourceUrl'> & {
  readonly tariff: StoredTariff;
  /** What it rates by, where it is based on another. */
  readonly ratedTariff?: StoredTariff | null;
};

interface StoredTariff {
  readonly components: readonly ({
    readonly meter: string;
    readonly price: string;
    readonly per: number;
    readonly when?: unknown;
    readonly label?: string;
  } & StoredCounting)[];
}

/** Which book, and whose knowledge of it: absent, that of now. */
export interface SheetChoice {
  readonly book?: string;
  readonly knownAt?: string;
}

/**
 * Fetches a whole book at once, of every period: by provider, model, mode (realtime first) and start. Throws urql's CombinedError where the
 * API fails.
 */
export async function fetchPriceSheet(client: Client, { book = 'cost', knownAt }: SheetChoice): Promise<readonly PriceEntryRow[]> {
  const { data, error } = await client.query(PriceSheetDocument, { book, knownAt }, { requestPolicy: 'network-only' }).toPromise();
  if (error) throw error;
  if (!data) throw new Error('An answer without an error holds data.');
  return (data.priceSheet.entries as readonly SheetEntry[]).map((entry) => rowOf(entry, book));
}

function rowOf(entry: SheetEntry, book: string): PriceEntryRow {
  const components = (entry.ratedTariff ?? entry.tariff).components.map((component) => {
    const { meter, price, per, when, label } = component;
    const counting = countingText(component);
    return {
      meter,
      price: price.includes('.') ? price.replace(/\.?0+$/, '') : price,
      per: String(per),
      conditions: when ?? null,
      label: counting === '' ? (label ?? null) : [label, counting].filter(Boolean).join(', '),
    };
  });
  const sourceUrl = entry.source && /^https?:\/\/\S+$/.test(entry.source) ? entry.source : null;
  return { ...entry, book, components, sourceUrl };
}
