import { isCurrency } from '../money/money.ts';
import { accepted, refused, type Outcome, type Refused } from '../refusal/refusal.ts';
import { shown } from '../refusal/shown.ts';
import { formatInstant } from '../time/instant.ts';
import { readBasedOn, type BasedOn, type BasedOnInput } from './based-on.ts';
import { rememberedEntry } from './made-entries.ts';
import { isServiceMode, type ServiceMode } from './price-key.ts';
import { readPeriod } from './read-period.ts';
import { readTariff, tariffKind, type TariffKind } from './tariff.ts';
import type { TariffComponent, TariffComponentInput } from './tariff-component.ts';
import { readTerms, type TariffTerms, type TariffTermsInput } from './tariff-terms.ts';
import { unknownField } from './unknown-field.ts';

export type { PriceKey, ServiceMode } from './price-key.ts';

/** A price entry as it stands in a price list: its own components, or another entry and a factor. */
export interface PriceEntryInput extends TariffTermsInput {
  readonly id?: string;
  readonly provider: string;
  readonly model: string;
  readonly mode: ServiceMode;
  /** Three capital letters. */
  readonly currency: string;
  /** A UTC day or an instant; the first of the period. */
  readonly from: string;
  /** The first after the period; absent or null: still in force. */
  readonly until?: string | null;
  /** Empty only where the entry is based on another. */
  readonly components: readonly TariffComponentInput[];
  /** The entry this one multiplies; it then has no components of its own. */
  readonly basedOn?: BasedOnInput;
  /** May be stated; it must then be what the components make it. */
  readonly kind?: TariffKind;
  readonly source?: string;
  /** The UTC day the source was read. */
  readonly checkedOn?: string;
  readonly note?: string;
}

/** A tariff with its period of effect, read and checked; never edited, so that what cites it rates to the same digits for ever. */
export interface PriceEntry extends TariffTerms {
  readonly id: string;
  /** Of an entry based on another: what its base makes it, once that was looked up; metered until then. */
  readonly kind: TariffKind;
  readonly provider: string;
  readonly model: string;
  readonly mode: ServiceMode;
  readonly currency: string;
  /** RFC 3339, UTC; half-open. */
  readonly validFrom: string;
  readonly validUntil: string | null;
  readonly source?: string;
  readonly checkedOn?: string;
  readonly note?: string;
  readonly components: readonly TariffComponent[];
  readonly basedOn?: BasedOn;
}

const keyFields = ['id', 'provider', 'model', 'mode', 'currency', 'from', 'until'];
const tariffFields = ['components', 'basedOn', 'kind', 'minimumCharge', 'credit', 'modifiers', 'sizeTiers'];
const fields = [...keyFields, ...tariffFields, 'source', 'checkedOn', 'note'];
const textCharactersMost = 2000;

/**
 * A price entry from a price list. Without an id it gets one from its key and start: `openai/gpt-image-2/realtime/2026-04-21T00:00:00Z`.
 * Refuses what cannot be read, fields nothing reads, an empty or ambiguous tariff, a price that is negative or too fine, a period that ends before it begins.
 */
export function priceEntry(input: PriceEntryInput): Outcome<PriceEntry> {
  if (typeof input !== 'object' || input === null)
    return refused({ code: 'invalid-price-entry', message: `${shown(input)} is no price entry.` });
  const problem = unknownField(input, fields, []) ?? badKey(input) ?? badText(input);
  if (problem !== undefined) return problem;
  const period = readPeriod(input.from, input.until);
  if (!period.ok) return period;
  const tariff = readWholeTariff(input);
  if (!tariff.ok) return tariff;
  const { provider, model, mode, currency } = input;
  const validFrom = formatInstant(period.value.from);
  const validUntil = period.value.until === null ? null : formatInstant(period.value.until);
  const id = input.id ?? [provider, model, mode, validFrom].join('/');
  const { kind, ...terms } = tariff.value;
  const entry = { id, kind, provider, model, mode, currency, validFrom, validUntil, ...provenance(input), ...terms };
  return accepted(rememberedEntry(Object.freeze(entry)));
}

type WholeTariff = TariffTerms & Pick<PriceEntry, 'kind' | 'components' | 'basedOn'>;

function readWholeTariff(input: PriceEntryInput): Outcome<WholeTariff> {
  const terms = readTerms(input);
  if (!terms.ok) return terms;
  if (input.basedOn !== undefined) return readBased(input, terms.value);
  const components = readTariff(input.components);
  if (!components.ok) return components;
  const kind = tariffKind(components.value);
  if (typeof input.kind === 'string' && input.kind !== kind) return otherKind(input.kind, kind);
  return accepted({ ...terms.value, components: components.value, kind });
}

function readBased(input: PriceEntryInput, terms: TariffTerms): Outcome<WholeTariff> {
  const { provider, model, mode, components, kind } = input;
  if (!Array.isArray(components) || components.length > 0)
    return refusedField('components', 'An entry based on another has the components of that one, and none of its own.');
  if (terms.credit !== undefined) return refusedField('credit', 'An entry based on another charges in the credits of that one.');
  const basedOn = readBasedOn(input.basedOn, { provider, model, mode });
  return basedOn.ok ? accepted({ ...terms, components: Object.freeze([]), kind: kind ?? 'metered', basedOn: basedOn.value }) : basedOn;
}

function badKey(input: PriceEntryInput): Refused | undefined {
  for (const field of ['provider', 'model'] as const) {
    if (!isText(input[field])) return refusedField(field, `${shown(input[field])} names no ${field}: write a text.`);
  }
  if (!isServiceMode(input.mode)) return refusedField('mode', `${shown(input.mode)} is no mode: write realtime or batch.`);
  if (isCurrency(input.currency)) return undefined;
  return refused({
    code: 'invalid-currency',
    path: ['currency'],
    message: `${shown(input.currency)} is no currency: write three capital letters, such as USD.`,
  });
}

function badText(input: PriceEntryInput): Refused | undefined {
  for (const field of ['id', 'source', 'checkedOn', 'note'] as const) {
    const value: unknown = input[field];
    if (value !== undefined && value !== null && !isText(value)) {
      return refusedField(field, `${shown(value)} is no ${field}: write a text of at most ${textCharactersMost} characters.`);
    }
  }
  return undefined;
}

function provenance({ source, checkedOn, note }: PriceEntryInput): Pick<PriceEntry, 'source' | 'checkedOn' | 'note'> {
  return { ...(isText(source) && { source }), ...(isText(checkedOn) && { checkedOn }), ...(isText(note) && { note }) };
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '' && value.length <= textCharactersMost;
}

function otherKind(stated: string, kind: TariffKind): Refused {
  return refusedField(
    'kind',
    `The entry says ${shown(stated)}, but its components make it ${kind}: leave the kind out, or correct the components.`,
  );
}

function refusedField(field: string, message: string): Refused {
  return refused({ code: 'invalid-price-entry', path: [field], message });
}
