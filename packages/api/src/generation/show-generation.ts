import { invariant, parseMoney, subtractMoney } from '@halfpenny/core';
import type { Money } from '@halfpenny/core';
import { imageUrl } from '../images/image-url.ts';
import { removedSentence } from '../images/removed-sentence.ts';
import { shownMoney } from '../platform/money.type.ts';
import type { MoneyType } from '../platform/money.type.ts';
import { shownRefusal } from '../platform/refusal.type.ts';
import type { PriceEntryRow } from '../price-book/price-entry-row.ts';
import { shownPriceEntry } from '../price-book/shown-price-entry.ts';
import { shownAmount, shownLine } from '../quote/charge-line.type.ts';
import type { LineRow } from '../quote/charge-line.type.ts';
import type { ChargeSide, ChargeState } from './charge.table.ts';
import type { ChargeCorrectionType, ChargeType } from './charge.type.ts';
import { GenerationType } from './generation.type.ts';
import type { AttemptType, GeneratedImageType } from './generation.type.ts';
import type { GenerationRecord } from './read-generation.ts';

/** The ids of the price entries that a generation cites. */
export function citedBy({ charges, corrections, expected }: GenerationRecord): readonly string[] {
  return [...[...charges, ...corrections].map(({ priceEntryId }) => priceEntryId), expected.costEntryId].filter((id) => id !== null);
}

/** A stored generation and the entries it cites → what GraphQL shows. */
export function showGeneration(record: GenerationRecord, entries: ReadonlyMap<string, PriceEntryRow>): GenerationType {
  const { generation, attempts } = record;
  const { id, quoteId, requestKey, status, provider, model, request, mode, createdAt, settledAt, failure } = generation;
  return Object.assign(new GenerationType(), {
    id,
    quoteId,
    requestKey,
    status,
    simulated: generation.book === 'simulated',
    provider,
    model,
    request,
    mode,
    stage: generation.stage,
    use: generation,
    images: [...record.images.map(shownImage), ...record.unkept.map(unkeptImage)].toSorted((one, other) => one.index - other.index),
    usage: Object.entries(generation.usage ?? {}).map(([meter, quantity]) => ({ meter, quantity })),
    reading: attempts.at(-1)?.reading ?? null,
    charge: shownCharge(record, 'charge', entries),
    cost: shownCharge(record, 'cost', entries),
    variance: variance(record),
    failure: failure === null ? null : shownRefusal(failure),
    attempts: attempts.map(shownAttempt),
    createdAt,
    settledAt,
  });
}

function shownCharge(record: GenerationRecord, side: ChargeSide, entries: ReadonlyMap<string, PriceEntryRow>): ChargeType {
  const charge = chargeOf(record, side);
  const entry = entries.get(charge.priceEntryId ?? '');
  return {
    state: charge.state,
    total: charge.total === null ? null : shownAmount(charge.total, charge.currency),
    lines: charge.lines.map((line) => shownLine(line, charge.currency)),
    priceEntry: entry === undefined ? null : shownPriceEntry(entry, entries.get(record.expected.costEntryId ?? '')),
    corrections: record.corrections.filter((correction) => correction.side === side).map(shownCorrection),
  };
}

function shownCorrection(correction: GenerationRecord['corrections'][number]): ChargeCorrectionType {
  const { number, state, reason, total, difference, currency, recordedAt } = correction;
  return { number, state, reason, total: shownAmount(total, currency), difference: shownAmount(difference, currency), recordedAt };
}

/** Charge minus quoted expected cost; nothing to compare while the charge is not final, or where nothing was billed or expected. */
function variance(record: GenerationRecord): MoneyType | null {
  const { state, total, currency } = chargeOf(record, 'charge');
  const { expected } = record;
  if (total === null || state === 'void' || expected.amount === null || expected.currency !== currency) return null;
  return shownMoney(subtractMoney(money(total, currency), money(expected.amount, currency)));
}

/** One side as it is known now: the last correction where there is one, else the first outcome. */
interface KnownCharge {
  readonly state: ChargeState;
  readonly currency: string;
  readonly total: string | null;
  readonly priceEntryId: string | null;
  readonly lines: readonly LineRow[];
}

function chargeOf(record: GenerationRecord, side: ChargeSide): KnownCharge {
  const charge = record.charges.find((candidate) => candidate.side === side);
  invariant(charge !== undefined, 'A generation has both sides of its charge from its opening on.');
  const corrected = record.corrections.findLast((correction) => correction.side === side);
  return corrected ?? { ...charge, lines: record.lines.filter((line) => line.side === side) };
}

function money(amount: string, currency: string): Money {
  const parsed = parseMoney(amount, currency);
  invariant(parsed.ok, 'A stored amount is an exact decimal.');
  return parsed.value;
}

function shownImage(image: GenerationRecord['images'][number]): GeneratedImageType {
  const { generationId, position, width, height, format, sha256, revisedPrompt } = image;
  const url = image.removedAt === null ? imageUrl(generationId, position, format) : null;
  return {
    generationId,
    index: position,
    url,
    width,
    height,
    format,
    sha256,
    revisedPrompt,
    missing: url === null ? removedSentence(image) : null,
  };
}

function unkeptImage({
  generationId,
  position,
  width,
  height,
  format,
  sha256,
  revisedPrompt,
  reason,
}: GenerationRecord['unkept'][number]): GeneratedImageType {
  return { generationId, index: position, url: null, width, height, format, sha256, revisedPrompt, missing: reason };
}

function shownAttempt(attempt: GenerationRecord['attempts'][number]): AttemptType {
  const { number, outcome, id, providerRequestId, reading, startedAt, endedAt } = attempt;
  return { number, outcome, clientRequestId: id, providerRequestId, reading, startedAt, endedAt };
}
