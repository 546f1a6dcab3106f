import { servedModel } from '../catalog/models.ts';
import type { PriceKey } from '../price-book/price-key.ts';
import type { StatedPrice } from './known-price.ts';

/** A key as one text, for maps. */
export function keyText({ provider, model, mode }: PriceKey): string {
  return JSON.stringify([provider, model, mode]);
}

/** The keys under which what a price is based on may stand in the same book, the exact name first; none where it has prices of its own, or a base in another book. */
export function baseKeysOf({ provider, model, mode, tariff: { basedOn } }: StatedPrice): readonly string[] {
  if (basedOn === undefined || basedOn.book !== undefined) return [];
  const key = { provider: basedOn.provider ?? provider, model: basedOn.model ?? model, mode: basedOn.mode ?? mode };
  const served = servedModel(key.provider, key.model)?.model.name;
  return served === undefined || served === key.model ? [keyText(key)] : [keyText(key), keyText({ ...key, model: served })];
}
