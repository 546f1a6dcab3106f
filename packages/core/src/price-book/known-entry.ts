import { isMeterName } from '../meter/meter.ts';
import { parseDecimal } from '../money/decimal.ts';
import { isCurrency } from '../money/money.ts';
import { plainObject } from '../refusal/plain-object.ts';
import { refused, type Refused } from '../refusal/refusal.ts';
import { shown } from '../refusal/shown.ts';
import { parseInstant } from '../time/instant.ts';
import { isRemembered, rememberedEntry } from './made-entries.ts';
import type { PriceEntry } from './price-entry.ts';
import { isServiceMode } from './price-key.ts';

type Fields = Readonly<Record<string, unknown>>;

/**
 * True for a price entry as `priceEntry` makes it, or a copy of one. A raw line of a price list is none, nor is an entry that went through JSON, where whole numbers lose their type: read it
 * with `priceEntry` first. Each entry is looked at once.
 */
export function isPriceEntry(value: unknown): value is PriceEntry {
  const entry = plainObject(value);
  if (entry === undefined) return false;
  if (isRemembered(entry)) return true;
  if (!isKeyed(entry) || !isTariff(entry)) return false;
  rememberedEntry(entry);
  return true;
}

/** The refusal of what is no price entry. */
export function notAnEntry(value: unknown, path: readonly string[] = ['entry']): Refused {
  const message = `${shown(value)} is no price entry that can be rated with: read it with priceEntry first.`;
  return refused({ code: 'invalid-price-entry', path, message });
}

function isKeyed({ id, provider, model, mode, currency, validFrom, validUntil }: Fields): boolean {
  const isPeriod = isInstant(validFrom) && (validUntil === null || isInstant(validUntil));
  return [id, provider, model].every(isText) && isServiceMode(mode) && isCurrency(currency) && isPeriod;
}

function isTariff({ kind, components, basedOn, modifiers, sizeTiers, credit, minimumCharge }: Fields): boolean {
  if (kind !== 'flat' && kind !== 'metered') return false;
  if (!Array.isArray(components) || !components.every(isComponent)) return false;
  if (basedOn === undefined ? components.length === 0 : !isText(plainObject(basedOn)?.['multiply'])) return false;
  const isTerms = isListOf(modifiers, isModifier) && isListOf(sizeTiers, (tier) => isText(plainObject(tier)?.['name']));
  return isTerms && (credit === undefined || isCredit(credit)) && (minimumCharge === undefined || isPrice(minimumCharge));
}

function isComponent(value: unknown): boolean {
  const { meter, price, per, when, tiers, block, each, times } = plainObject(value) ?? {};
  const isCounted = [block, each].every((units) => units === undefined || isUnits(units)) && isListOf(tiers, isTier);
  return isMeterName(meter) && isPrice(price) && isUnits(per) && isConditions(when) && isCounted && (times === undefined || isTimes(times));
}

function isTier(value: unknown): boolean {
  const { upTo, price } = plainObject(value) ?? {};
  return isUnits(upTo) && isPrice(price);
}

function isTimes(value: unknown): boolean {
  const { meter, per, least } = plainObject(value) ?? {};
  return isMeterName(meter) && isUnits(per) && typeof least === 'bigint';
}

function isModifier(value: unknown): boolean {
  const { multiply, when } = plainObject(value) ?? {};
  return isPrice(multiply) && isConditions(when);
}

function isCredit(value: unknown): boolean {
  const { price, per } = plainObject(value) ?? {};
  return isPrice(price) && isUnits(per);
}

function isConditions(value: unknown): boolean {
  const conditions = plainObject(value);
  return conditions !== undefined && Object.values(conditions).every((values) => Array.isArray(values));
}

function isListOf(value: unknown, isOne: (each: unknown) => boolean): boolean {
  return value === undefined || (Array.isArray(value) && value.every(isOne));
}

function isPrice(value: unknown): boolean {
  return typeof value === 'string' && parseDecimal(value).ok;
}

function isUnits(value: unknown): boolean {
  return typeof value === 'bigint' && value >= 1n;
}

function isInstant(value: unknown): boolean {
  return typeof value === 'string' && parseInstant(value).ok;
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}
