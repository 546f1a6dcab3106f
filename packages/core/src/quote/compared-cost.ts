import { findModel, servedModel } from '../catalog/models.ts';
import { advertisedSaving } from '../catalog/advertised-savings.ts';
import { subtractMoney, type Money } from '../money/money.ts';
import { indexOf } from '../price-book/price-book.ts';
import type { PriceEntry, ServiceMode } from '../price-book/price-entry.ts';
import { foundAt } from '../price-book/price-index.ts';
import type { Comparison } from './offer.ts';
import { percentText } from './percent-text.ts';
import type { OfferCase } from './pitfall-case.ts';

/** What the same request would cost elsewhere. */
export interface CostElsewhere {
  readonly provider: string;
  readonly model: string;
  readonly entry: PriceEntry;
  readonly cost: Money;
}

/** The expected cost of the same request, size and quality as they are resolved, at another provider or in another mode; undefined where it has no price there. */
export function costElsewhere(found: OfferCase, elsewhere: { provider: string; mode: ServiceMode }): CostElsewhere | undefined {
  const { request, book, at } = found;
  const { comparable, name } = request.served.model;
  const asked = elsewhere.provider === request.provider ? request.served.name : (comparable ?? name);
  const served = servedModel(elsewhere.provider, asked);
  if (served === undefined) return undefined;
  const prices = indexOf(book);
  if (prices === undefined) return undefined;
  const entry =
    foundAt(prices, { ...elsewhere, model: served.name }, at) ?? foundAt(prices, { ...elsewhere, model: served.model.name }, at);
  if (entry?.ok !== true) return undefined;
  const model = served.model === findModel(name) ? request.served.model : served.model;
  const cost = found.costs({ ...request, ...elsewhere, served: { ...served, model } }, entry.value);
  if (!cost.ok || cost.value.expected === undefined) return undefined;
  return { ...elsewhere, model: served.name, entry: entry.value, cost: cost.value.expected.total };
}

/**
 * The expected cost held against that at the reference provider, the maker of the model unless another is asked for: 0.003 against 0.00594 saves 49.49%. Undefined at the reference
 * itself, and where there is nothing to compare.
 */
export function comparisonOf(found: OfferCase): Comparison | undefined {
  const { request, estimate, options } = found;
  const own = estimate.expected?.total;
  const reference = options.reference ?? makerOf(found);
  if (own === undefined || reference === request.provider) return undefined;
  const elsewhere = costElsewhere(found, { provider: reference, mode: request.mode });
  if (elsewhere === undefined || elsewhere.cost.currency !== own.currency || elsewhere.cost.pico === 0n) return undefined;
  const saving = subtractMoney(elsewhere.cost, own);
  const advertised = advertisedSaving(request.provider, request.served.model.name);
  const percent = { savingPercent: percentText(saving.pico, elsewhere.cost.pico) };
  const comparison = { reference, model: elsewhere.model, expected: elsewhere.cost, saving, ...percent };
  return advertised?.against === reference ? { ...comparison, advertisedPercent: String(advertised.percent) } : comparison;
}

/** Who makes what is compared: of PiAPI's flat preview, the maker of the model it stands for. */
export function makerOf({ request }: OfferCase): string {
  const { comparable, maker } = request.served.model;
  return (comparable === null ? undefined : findModel(comparable)?.maker) ?? maker;
}
