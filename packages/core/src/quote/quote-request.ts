import { checkQuality } from '../catalog/check-quality.ts';
import { checkSize } from '../catalog/check-size.ts';
import { findModelByAnyName } from '../catalog/models.ts';
import { unknownModel } from '../catalog/pickers.ts';
import { providerFacts } from '../catalog/providers.ts';
import { plainObject } from '../refusal/plain-object.ts';
import { indexOf, notABook, type PriceBook } from '../price-book/price-book.ts';
import { accepted, mostPressing, refused, type Outcome, type Refusal } from '../refusal/refusal.ts';
import { shown } from '../refusal/shown.ts';
import { parseInstant } from '../time/instant.ts';
import { costMemo } from './cost-memo.ts';
import type { Offer, QuoteOffers } from './offer.ts';
import { providerOffer, type PricingMoment } from './provider-offer.ts';
import { readOptions, type QuoteOptions } from './quote-options.ts';
import { refusedByAll } from './refused-by-all.ts';
import type { QuoteRequest } from './request-fields.ts';
import { requestProblems } from './request-problems.ts';
import { stageProblems } from './stage-defaults.ts';

/** A request whose further fields are not known to be right. */
type LooseRequest = Readonly<Record<string, unknown>> & { readonly model: string; readonly promptTokens: number };

/**
 * The offers of every provider, or of those asked, that can serve a request at an instant (RFC 3339 or a UTC day): the cheapest expected cost first, the
 * unknown last; and a named refusal of each that cannot. 14 prompt tokens, gpt-image-2, 976x704, low at openai: exactly 0.00397.
 *
 * Fields: see `QuoteRequest`; what the caller knows besides: `QuoteOptions`; any other is refused. Where every provider refuses, or the request itself is at fault, the refusal of highest precedence
 * is the answer, with the rest in `others`; of providers that refuse, each reason names its own in its details.
 */
export function quoteRequest(
  book: PriceBook,
  request: QuoteRequest | LooseRequest,
  at: string,
  options?: QuoteOptions,
): Outcome<QuoteOffers> {
  const fields = plainObject(request);
  if (fields === undefined) return refused({ code: 'invalid-request', message: `${shown(request)} is no request.` });
  if (indexOf(book) === undefined) return notABook(book);
  const instant = parseInstant(at);
  if (!instant.ok) return refused({ ...instant.refusal, path: ['at'] });
  const read = readOptions(options);
  const stage = read.ok ? stageProblems(fields['stage'], read.value.stages) : [];
  const faults = [...requestProblems(fields), ...modelProblems(fields), ...stage];
  const fault = mostPressing(faults);
  if (fault !== undefined) return refused(mostPressing([fault, ...sizeAndQualityProblems(fields)]) ?? fault);
  return read.ok ? offersOf(request, { book, at: instant.value, options: read.value, costs: costMemo(read.value.priorUsage) }) : read;
}

function offersOf(request: QuoteRequest, moment: PricingMoment): Outcome<QuoteOffers> {
  const asked = providerFacts.filter(({ name }) => request.providers?.includes(name) ?? true);
  const offers: Offer[] = [];
  const refusedProviders: { provider: string; refusal: Refusal }[] = [];
  for (const provider of asked) {
    const offer = providerOffer(provider, request, moment);
    if (offer.ok) offers.push(offer.value);
    else refusedProviders.push({ provider: provider.name, refusal: offer.refusal });
  }
  const refusal = offers.length > 0 ? undefined : refusedByAll(refusedProviders);
  return refusal === undefined ? accepted({ offers: offers.toSorted(byCost), refusedProviders }) : refused(refusal);
}

function modelProblems({ model }: Readonly<Record<string, unknown>>): readonly Refusal[] {
  return typeof model === 'string' && findModelByAnyName(model) !== undefined ? [] : [unknownModel(model).refusal];
}

/** Told beside other faults of a request, so that a caller sees all of them at once. */
function sizeAndQualityProblems({ model, size, quality }: Readonly<Record<string, unknown>>): readonly Refusal[] {
  const facts = typeof model === 'string' ? findModelByAnyName(model) : undefined;
  if (facts === undefined) return [];
  const further = providerFacts.flatMap(({ furtherQualities }) => furtherQualities);
  const checked = [checkSize(facts, size ?? 'auto'), checkQuality({ model: facts, quality: quality ?? 'auto', further })];
  return checked.flatMap((outcome) => (outcome.ok ? [] : [outcome.refusal]));
}

function byCost(a: Offer, b: Offer): number {
  const unknowns = Number(a.exactness === 'unknown') - Number(b.exactness === 'unknown');
  if (unknowns !== 0) return unknowns;
  if (a.expected === undefined || b.expected === undefined) return Number(a.expected === undefined) - Number(b.expected === undefined);
  if (a.expected.currency !== b.expected.currency) return a.expected.currency < b.expected.currency ? -1 : 1;
  if (a.expected.pico === b.expected.pico) return 0;
  return a.expected.pico < b.expected.pico ? -1 : 1;
}
