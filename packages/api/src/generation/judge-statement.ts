import { accepted, addMoney, entryInForce, formatMoney, invariant, parseMoney, subtractMoney } from '@halfpenny/core';
import type { Charge, ChargeLine, Money, PriceBook, PriceEntry, Refusal, ServiceMode } from '@halfpenny/core';
import type { ImageRequest } from '../quote/image-request.ts';
import { isSold } from '../quote/quote-record.ts';
import type { OfferRecord } from '../quote/quote-record.ts';
import { quantityTexts } from './judge-reply.ts';
import { rateReading } from './rate-reply.ts';
import type { StatedLine } from './statement.ts';
import type { SideVerdict, Verdict } from './verdict.ts';

/** The meter of a line that brings computed lines to what the provider states. */
const statedDifference = 'stated_difference';

/** The generation a line is about, as far as its rating needs it. */
export interface StatedFor {
  readonly request: ImageRequest;
  readonly mode: ServiceMode;
  readonly chosen: OfferRecord;
  readonly pinned: PriceEntry;
  readonly book: PriceBook;
}

/**
 * What a line of a statement says of a generation whose answer never arrived, or could not be rated. The caller pays the stated usage by the
 * pinned entry, a sell price only where the line says the usage; the cost is what the provider states, its usage by the entry in force and one further line for what that leaves.
 */
export function judgeStatedLine(line: StatedLine, { request, mode, chosen, pinned, book }: StatedFor): Verdict {
  const { offer } = chosen;
  const serviceAt = new Date(line.servedAt);
  const inForce = entryInForce(book, { provider: offer.provider, model: offer.model, mode }, serviceAt.toISOString());
  const entry = inForce.ok ? inForce.value : pinned;
  const asked = Object.fromEntries(offer.resolved.map(({ name, value }) => [name, value]));
  const operation = asked['operation'] ?? 'generate';
  const reading = { tokens: accepted(line.usage ?? {}), images: line.usage?.['image'] ?? BigInt(request.n), delivered: asked, operation };
  const rated = (by: PriceEntry): Charge | undefined => {
    const side = line.usage === undefined ? undefined : rateReading(reading, by);
    return side?.ok === true ? side.charge : undefined;
  };
  const stated = moneyOf(line);
  const cost = broughtTo(stated, rated(entry));
  const charge = rated(pinned) ?? (isSold(chosen) ? undefined : broughtTo(stated, undefined));
  return {
    attempt: undefined,
    status: 'failed',
    charge: charge === undefined ? unstatedUsage(pinned) : settled(charge, pinned),
    cost: settled(cost, entry),
    serviceAt,
    images: [],
    unkept: [],
    usage: line.usage === undefined ? null : quantityTexts(line.usage),
    delivered: null,
    failure: neverArrived,
    source: 'statement',
    evidence: { ...line, usage: line.usage === undefined ? null : quantityTexts(line.usage) },
  };
}

/** A statement that is final and does not show a call: it was not billed. */
export function judgeUnstated(until: Date): Verdict {
  const side = { state: 'void' } as const;
  const about = { attempt: undefined, serviceAt: until, images: [], unkept: [], usage: null, delivered: null, evidence: null } as const;
  return { ...about, status: 'failed', charge: side, cost: side, failure: notStated, source: 'statement' };
}

/** A statement that is final and does not show a charge that is carried: what the provider takes is taken back. What was promised to the caller stands. */
export function judgeTakenBack(serviceAt: Date, currency: string): Verdict {
  return { ...judgeUnstated(serviceAt), charge: { state: 'in_doubt' }, cost: { state: 'void', currency }, source: 'not-stated' };
}

function settled(charge: Charge, entry: PriceEntry): SideVerdict {
  return { state: 'settled', charge, entry };
}

function unstatedUsage(entry: PriceEntry): SideVerdict {
  const message = 'The statement does not say what was used, so nobody can say what the workspace owes; unknown is not zero.';
  return { state: 'unbilled', refusal: { code: 'usage-missing', message, path: ['usage'], accepted: [] }, entry };
}

/** Computed lines and the one that brings them to what is stated. Computed 0.00393 and stated 0.004: a further line of 0.00007. */
function broughtTo(stated: Money, computed: Charge | undefined): Charge {
  const sameMoney = computed !== undefined && computed.total.currency === stated.currency;
  const difference = sameMoney ? subtractMoney(stated, computed.total) : stated;
  const lines = sameMoney ? computed.lines : [];
  if (difference.pico === 0n && lines.length > 0) return { total: stated, lines };
  const total = sameMoney ? addMoney(computed.total, difference) : stated;
  return { total, lines: [...lines, differenceLine(difference)] };
}

function differenceLine(amount: Money): ChargeLine {
  return { meter: statedDifference, quantity: 1n, unitPrice: formatMoney(amount), per: 1n, amount, rounded: false };
}

function moneyOf({ amount, currency }: StatedLine): Money {
  const money = parseMoney(amount, currency);
  invariant(money.ok, 'A statement is checked before it is judged.');
  return money.value;
}

const neverArrived: Refusal = {
  code: 'provider-outcome-unknown',
  message: 'The provider billed it, by its statement, and its answer never arrived.',
  path: [],
  accepted: [],
};

const notStated: Refusal = {
  code: 'provider-unavailable',
  message: 'The provider did not bill it, by its statement; nothing was delivered.',
  path: [],
  accepted: [],
};
