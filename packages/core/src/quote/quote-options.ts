import type { Usage } from '../meter/meter.ts';
import { readPriorUsage } from '../rating/check-quantity.ts';
import { providers } from '../catalog/providers.ts';
import { plainObject } from '../refusal/plain-object.ts';
import { accepted, refused, type Outcome } from '../refusal/refusal.ts';
import { listed, shown } from '../refusal/shown.ts';
import { readStages, type StagesByName } from './stage-defaults.ts';
import { readObservations, type ModelObservation, type SeenByModel } from '../tokens/observed-models.ts';

/** What a quote may be given beside the request: what the caller knows or compares with. All of it may be left out. */
export interface QuoteOptions {
  /** The provider that savings are told against; the maker of the model unless given. */
  readonly reference?: string;
  /** The age in days from which the source of a price is called old; 90 unless given. */
  readonly sourceDaysMost?: number;
  /** What was used so far in the provider's period, for tariffs whose tiers or free units go on from there; `{}` for nothing. Without it such a quote is a range. */
  readonly priorUsage?: Usage;
  /** Counts of tokens that were billed: ranges of models without a rule are learned from them. */
  readonly observations?: readonly ModelObservation[];
  /** What each stage of the caller's workflow fills in; a request may name these stages and no others. */
  readonly stageDefaults?: StagesByName;
  /** Whether the book is of sell prices: what providers claim of their own prices is then held against nothing. */
  readonly sold?: boolean;
}

/** Options that have been read. */
export interface ReadOptions {
  readonly reference: string | undefined;
  readonly sourceDaysMost: number;
  readonly priorUsage: Usage | undefined;
  readonly seen: SeenByModel;
  readonly stages: StagesByName;
  readonly sold: boolean;
}

const sourceDaysUsual = 90;
const nothingSeen: ReadOptions['seen'] = new Map();
const usual: ReadOptions = {
  reference: undefined,
  sourceDaysMost: sourceDaysUsual,
  priorUsage: undefined,
  seen: nothingSeen,
  stages: {},
  sold: false,
};

/** The options as they are used. Refuses an unknown provider, days that are no whole number from 0 on, and a usage so far, observations or stages that cannot be read. */
export function readOptions(options: QuoteOptions | null | undefined): Outcome<ReadOptions> {
  if (options === undefined || options === null) return accepted(usual);
  if (plainObject(options) === undefined) return noOptions(options);
  const { reference, sourceDaysMost = sourceDaysUsual, observations } = options;
  if (reference !== undefined && !providers.includes(reference)) {
    const message = `No provider is called ${shown(reference)}: there are ${listed(providers)}.`;
    return refused({ code: 'unknown-provider', path: ['reference'], accepted: providers, message });
  }
  if (!Number.isSafeInteger(sourceDaysMost) || sourceDaysMost < 0) {
    const message = `${shown(sourceDaysMost)} is no number of days: give a whole number from 0 on.`;
    return refused({ code: 'invalid-request', path: ['sourceDaysMost'], message });
  }
  const priorUsage = readPriorUsage(options.priorUsage);
  if (!priorUsage.ok) return priorUsage;
  const stages = readStages(options.stageDefaults);
  if (!stages.ok) return stages;
  const read = { reference, sourceDaysMost, priorUsage: priorUsage.value, stages: stages.value, sold: options.sold === true };
  if (observations === undefined) return accepted({ ...usual, ...read });
  const seen = readObservations(observations);
  return seen.ok ? accepted({ ...read, seen: seen.value }) : seen;
}

function noOptions(options: unknown) {
  const message = `${shown(options)} holds no options: give an object, such as { sourceDaysMost: 30 }.`;
  return refused({ code: 'invalid-request', path: ['options'], message });
}
