import type { ModelFacts } from '../catalog/model-facts.ts';
import { findModel, modelNames, servedModel } from '../catalog/models.ts';
import { findProvider, providers } from '../catalog/providers.ts';
import type { Meter } from '../meter/meter.ts';
import type { ServiceMode } from '../price-book/price-key.ts';

const serviceModes: readonly ServiceMode[] = ['realtime', 'batch'];
const tokenMeters: readonly Meter[] = ['text_input', 'text_input_cached', 'image_input', 'image_input_cached', 'image_output'];

/** What a model bills at a provider, and which ways there are to ask for it: what a price of it is held against. */
export interface BillableModel {
  /** Who bills; `*` is every provider of which no facts are kept. */
  readonly provider: string;
  /** A name under which the provider takes it. */
  readonly model: string;
  readonly mode: ServiceMode;
  /** What it bills where it is billed by consumption; none: it never is. */
  readonly meters: readonly Meter[];
  /** Those of them that the provider publishes no price for. */
  readonly unlistedMeters: readonly Meter[];
  readonly qualities: readonly string[];
  /** In pixels. */
  readonly sizes: readonly string[];
  /** Null where the name is an alias. */
  readonly maker: string | null;
  /** The first UTC day without it; null while no end is announced. */
  readonly shutDown: string | null;
}

/** The facts of a model that a price is of, under the name by which the provider takes it or under its own. Undefined: nothing is known of it. */
export function pricedModel(provider: string, model: string): ModelFacts | undefined {
  return servedModel(provider, model)?.model ?? findModel(model);
}

/** The meters that a model bills where it is billed by consumption. A batch is not cached, and its price lists have no rates for that. */
export function billableMeters({ outputTokens, textOutputTokensMost }: ModelFacts, mode: ServiceMode): readonly Meter[] {
  if (outputTokens.kind === 'none') return [];
  const meters = mode === 'batch' ? tokenMeters.filter((meter) => !meter.endsWith('_cached')) : tokenMeters;
  return textOutputTokensMost === null ? meters : [...meters, 'text_output'];
}

/** The sizes that a price of a model must be found for: those a picker offers, in pixels. */
export function pricedSizes({ suggestedSizes }: ModelFacts): readonly string[] {
  return suggestedSizes.filter((size) => size !== 'auto');
}

/** What every model of the catalog bills, at each provider and in each mode, as rows: so that a database can ask of a price what this package asks. */
export function billableModels(): readonly BillableModel[] {
  return ['*', ...providers].flatMap((provider) =>
    modelNames().flatMap((model) => {
      const facts = pricedModel(provider, model);
      return facts === undefined ? [] : serviceModes.map((mode) => billableModel({ provider, model, mode }, facts));
    }),
  );
}

function billableModel(key: Pick<BillableModel, 'provider' | 'model' | 'mode'>, facts: ModelFacts): BillableModel {
  const meters = billableMeters(facts, key.mode);
  const unlisted = findProvider(key.provider)?.unlistedMeters ?? [];
  return {
    ...key,
    meters,
    unlistedMeters: meters.filter((meter) => unlisted.includes(meter)),
    qualities: facts.qualities,
    sizes: pricedSizes(facts),
    maker: findModel(key.model)?.maker ?? null,
    shutDown: facts.shutDown,
  };
}
