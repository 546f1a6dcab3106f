import type { PriceEntryFieldsFragment } from '../generated/graphql.ts';

/** A price entry as the API hands it to the pages. */
export type PriceEntryRow = PriceEntryFieldsFragment;

/** One component of its tariff: a meter's price, per so many, under conditions. */
export type ComponentRow = PriceEntryRow['components'][number];
