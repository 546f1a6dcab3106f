import { shutDownAt } from '../catalog/life.ts';
import type { ModelFacts } from '../catalog/model-facts.ts';
import { findModelByAnyName, modelsServedBy, servedModel } from '../catalog/models.ts';
import { unknownModel } from '../catalog/pickers.ts';
import { findProvider, providers } from '../catalog/providers.ts';
import { isCurrency, type Money } from '../money/money.ts';
import { entryInForceAt } from '../price-book/entry-in-force.ts';
import type { PriceBook } from '../price-book/price-book.ts';
import type { PriceEntry, ServiceMode } from '../price-book/price-entry.ts';
import { plainObject } from '../refusal/plain-object.ts';
import { accepted, refused, type Outcome, type Refused } from '../refusal/refusal.ts';
import { listed, shown } from '../refusal/shown.ts';
import { parseInstant } from '../time/instant.ts';
import { promptTokensMost } from '../tokens/prompt.ts';

/** What is to be made of an amount, at one provider. */
export interface BudgetQuestion {
  readonly amount: Money;
  readonly model: string;
  /** The maker of most models, openai, unless given. */
  readonly provider?: string;
  /** `realtime` unless given. */
  readonly mode?: ServiceMode;
  /** o200k_base tokens of the prompt, without overhead; 0 unless given. */
  readonly promptTokens?: number;
  /** Every quality of the model unless given. */
  readonly quality?: string;
  /** Width to height, such as `16:9`; any unless given. */
  readonly shape?: string;
}

/** A width to a height in whole numbers. */
export interface Shape {
  readonly width: number;
  readonly height: number;
}

/** A question that has been read: a model with its price, and what may be chosen. */
export interface ReadBudget {
  readonly amount: Money;
  readonly provider: string;
  readonly model: ModelFacts;
  readonly entry: PriceEntry;
  readonly mode: ServiceMode;
  readonly promptTokens: number;
  readonly qualities: readonly string[];
  readonly shape: Shape | undefined;
}

/**
 * A question with its price at an instant. Refuses an amount below zero or in another currency than the price, an unknown provider or model, a quality the model lacks, a shape that
 * is none, a model without a price then, and one its maker has shut down.
 */
export function readBudget(book: PriceBook, question: BudgetQuestion, at: string): Outcome<ReadBudget> {
  if (plainObject(question) === undefined) return badBudget([], `${shown(question)} is no question of budget: name an amount and a model`);
  const { amount, provider = 'openai', mode = 'realtime', promptTokens = 0 } = question;
  const instant = parseInstant(at);
  if (!instant.ok) return refused({ ...instant.refusal, path: ['at'] });
  if (mode !== 'realtime' && mode !== 'batch') return badMode(mode);
  if (findProvider(provider) === undefined) return unknownProvider(provider);
  const served = typeof question.model === 'string' ? servedModel(provider, question.model) : undefined;
  if (served === undefined) return notServed(provider, question.model);
  const { model } = served;
  if (!Number.isInteger(promptTokens) || promptTokens < 0 || promptTokens > promptTokensMost) return badPromptTokens(promptTokens);
  const qualities = question.quality === undefined ? model.qualities : model.qualities.filter((word) => word === question.quality);
  if (qualities.length === 0) return badQuality(model, question.quality);
  const shape = question.shape === undefined ? undefined : readShape(question.shape);
  if (question.shape !== undefined && shape === undefined)
    return badBudget(['shape'], `${shown(question.shape)} is no shape: write W:H, such as 16:9`);
  const entry = entryInForceAt(book, { provider, model: served.name, mode }, instant.value);
  if (!entry.ok) return entry;
  const ended = shutDownAt(provider, model, instant.value);
  if (ended !== undefined) return ended;
  if (!isAmount(amount)) return badBudget(['amount'], 'A budget is an amount of zero or more');
  if (amount.currency !== entry.value.currency)
    return badBudget(['amount'], `The prices are in ${entry.value.currency}, and the budget in ${amount.currency}`);
  return accepted({ amount, provider, model, entry: entry.value, mode, promptTokens, qualities, shape });
}

/** `'16:9'` → 16 by 9; undefined for anything else. */
function readShape(text: unknown): Shape | undefined {
  const match = typeof text === 'string' ? /^([1-9]\d{0,4}):([1-9]\d{0,4})$/.exec(text) : null;
  return match === null ? undefined : { width: Number(match[1]), height: Number(match[2]) };
}

function isAmount(amount: unknown): amount is Money {
  const { currency, pico } = (amount ?? {}) as Partial<Money>;
  return isCurrency(currency) && typeof pico === 'bigint' && pico >= 0n;
}

function unknownProvider(name: unknown): Refused {
  const message = `No provider is called ${shown(name)}: there are ${listed(providers)}.`;
  return refused({ code: 'unknown-provider', path: ['provider'], accepted: providers, message });
}

function notServed(provider: string, model: unknown): Refused {
  if (typeof model !== 'string' || findModelByAnyName(model) === undefined) return unknownModel(model);
  const names = modelsServedBy(provider);
  const message = `${provider} does not serve ${shown(model)}: it serves ${listed(names)}.`;
  return refused({ code: 'model-not-served', path: ['model'], accepted: names, message });
}

function badPromptTokens(promptTokens: unknown): Refused {
  const message = `${shown(promptTokens)} is no count of prompt tokens: give a whole number from 0 to ${promptTokensMost}.`;
  return refused({ code: 'invalid-prompt-tokens', path: ['promptTokens'], message });
}

function badQuality({ name, qualities }: ModelFacts, quality: unknown): Refused {
  const message = `${name} has no quality ${shown(quality)} to choose for a budget: it has ${listed(qualities)}.`;
  return refused({ code: 'invalid-quality', path: ['quality'], accepted: qualities, message });
}

function badMode(mode: unknown): Refused {
  const modes = ['realtime', 'batch'];
  return refused({ code: 'invalid-mode', path: ['mode'], accepted: modes, message: `${shown(mode)} is no mode: write ${listed(modes)}.` });
}

/** The refusal of a question that cannot be read. */
export function badBudget(path: readonly string[], why: string): Refused {
  return refused({ code: 'invalid-budget', path, message: `${why}.` });
}
