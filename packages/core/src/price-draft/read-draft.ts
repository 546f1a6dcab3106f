import { nearDecimals } from '../money/near-decimals.ts';
import { plainObject } from '../refusal/plain-object.ts';
import type { Refusal } from '../refusal/refusal.ts';
import { shown } from '../refusal/shown.ts';
import { formatDay, formatInstant, parseInstant, type Instant } from '../time/instant.ts';
import type { Period } from '../time/period.ts';
import { periodOf } from '../price-book/entry-on-base.ts';
import { priceEntry, type PriceEntry, type PriceEntryInput } from '../price-book/price-entry.ts';
import { fieldProblems, filledIn } from './entry-fields.ts';
import { storedTariff, type StatedPrice } from './known-price.ts';
import { problem, type DraftProblem, type PriceDraft } from './price-draft.ts';

/** An entry as a draft says it, read: undefined where it has problems that keep it from being read. */
export interface DraftedPrice {
  readonly problems: readonly DraftProblem[];
  readonly price: (Period & { readonly stated: StatedPrice; readonly entry: PriceEntry }) | undefined;
}

type Fields = Readonly<Record<string, unknown>>;

const earliest = '2000-01-01';
const nanosPerMicro = 1000n;

/** Reads the entry of a draft, and says everything that is wrong with its fields at once. `at` is now: no source was read later. */
export function readDraftedEntry(draft: PriceDraft, at: Instant): DraftedPrice {
  const fields = filledIn(draft.entry);
  const wrong = fieldProblems(fields).map((refusal) => fieldProblem(draft.id, refusal, fields));
  const dates = [...dateProblems(draft.id, fields), ...sourceProblems(draft.id, fields, at)];
  const told = new Set(wrong.map(({ field }) => field));
  const problems = [...wrong, ...dates.filter(({ field }) => !told.has(field))];
  const read = priceEntry(fields as unknown as PriceEntryInput);
  if (!read.ok || problems.some(({ field, severity }) => severity === 'error' && ['from', 'until'].includes(field))) {
    return { problems, price: undefined };
  }
  const { provider, model, mode, currency, source = null, checkedOn = null, note = null } = read.value;
  const tariff = storedTariff(fields as unknown as PriceEntryInput);
  const stated = { provider, model, mode, currency, tariff, source, checkedOn, note };
  return { problems, price: { ...periodOf(read.value), stated, entry: read.value } };
}

/** A refusal of core beside its cell. Of a price that is none, the decimals are named that may have been meant. */
function fieldProblem(draftId: string, { code, path, message, accepted }: Refusal, fields: Fields): DraftProblem {
  const field = path.join('.');
  if (code !== 'invalid-price' && code !== 'invalid-modifier') return problem({ draftId, field, code, message, accepted });
  const typed = path.reduce<unknown>((value, key) => (Array.isArray(value) ? value[Number(key)] : plainObject(value)?.[key]), fields);
  const meant = nearDecimals(typed).filter((text) => !text.startsWith('-'));
  return problem({ draftId, field, code, message: `${whatIsOff(typed)}${message}`, accepted: meant });
}

function whatIsOff(typed: unknown): string {
  if (typeof typed === 'number') return 'A price is text in quotes, since a number has lost digits. ';
  if (typeof typed !== 'string') return '';
  if (typed.includes(',')) return 'A price has no commas. ';
  if (/\d[eE][+-]?\d/.test(typed)) return 'A price is not written in scientific notation. ';
  return '';
}

function dateProblems(draftId: string, fields: Fields): readonly DraftProblem[] {
  return ['from', 'until'].flatMap((field) => {
    const typed = fields[field];
    const instant = typeof typed === 'string' ? parseInstant(typed) : undefined;
    if (instant === undefined || !instant.ok) return [];
    const message = dateComplaint(instant.value);
    return message === undefined ? [] : [problem({ draftId, field, code: 'invalid-period', message: `${shown(typed)} ${message}` })];
  });
}

/** What keeps an instant from being the bound of a price; undefined where nothing does. */
export function dateComplaint(instant: Instant): string | undefined {
  const first = parseInstant(earliest);
  if (first.ok && instant < first.value) return 'lies before 2000-01-01: no price here is that old.';
  if (instant % nanosPerMicro !== 0n) return 'is finer than a microsecond, which is as fine as an instant is kept.';
  return undefined;
}

function sourceProblems(draftId: string, { source, checkedOn }: Fields, at: Instant): readonly DraftProblem[] {
  const problems: DraftProblem[] = [];
  if (source === undefined)
    problems.push(
      problem({ draftId, field: 'source', code: 'source-missing', message: 'Say where the price was read: an address, or a document.' }),
    );
  const today = formatDay(at);
  if (checkedOn === undefined) {
    const message = 'Say on which UTC day the source was read.';
    problems.push(problem({ draftId, field: 'checkedOn', code: 'source-missing', message, accepted: [today] }));
  } else if (typeof checkedOn === 'string') {
    const message = dayComplaint(checkedOn, today);
    if (message !== undefined) problems.push(problem({ draftId, field: 'checkedOn', code: 'invalid-instant', message, accepted: [today] }));
  }
  return problems;
}

function dayComplaint(day: string, today: string): string | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || !parseInstant(day).ok) return `${shown(day)} is no UTC day: write such as ${today}.`;
  if (day < earliest) return `${shown(day)} lies before ${earliest}.`;
  return day > today ? `${shown(day)} lies ahead: a source is read before its price is written down.` : undefined;
}

/** Instants as people read them in a sentence: `2026-10-23` where it is the first of a day. */
export function instantWords(instant: Instant): string {
  return formatInstant(instant).replace('T00:00:00Z', '');
}
