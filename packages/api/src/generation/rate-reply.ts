import { accepted, deliveredParameters, entryInForce, rateUsage, refused, usageFromReading } from '@halfpenny/core';
import type { Charge, Outcome, PriceBook, PriceEntry, Refusal, ServiceMode, Usage } from '@halfpenny/core';
import type { KeptImage } from '../images/image-store.ts';
import type { OfferRecord } from '../quote/quote-record.ts';
import type { Delivered } from './generation.table.ts';

/** A reply that was paid for, as far as the bill depends on it. */
export interface PaidReply {
  /** The reply, without the bytes of its images. */
  readonly reply: Readonly<Record<string, unknown>>;
  /** How many images the reply carried, readable or not. */
  readonly images: number;
  /** The first image that could be read: its size is what was delivered where the reply does not say. */
  readonly firstKept: KeptImage | undefined;
}

/** One side rated: its charge and the entry it cites; or why it cannot be rated, with the entry where there is one. */
export type RatedSide =
  | { readonly ok: true; readonly charge: Charge; readonly entry: PriceEntry }
  | { readonly ok: false; readonly refusal: Refusal; readonly entry: PriceEntry | undefined };

/** What was used, counted by the reading: token meters where it has them, and the number of images. */
export interface ReadUsage {
  readonly tokens: Outcome<Usage>;
  readonly images: bigint;
  readonly delivered: Delivered;
  /** What was done, as conditions of a price name it. */
  readonly operation: string;
}

/** Size, quality and so on: what the reply says, else what the image is, else what was asked. The request never outranks the delivery. */
export function readUsage(paid: PaidReply, { offer }: OfferRecord): ReadUsage {
  const asked = Object.fromEntries(
    offer.resolved.filter(({ name }) => name === 'size' || name === 'quality').map(({ name, value }) => [name, value]),
  );
  const seen = paid.firstKept === undefined ? {} : { size: `${paid.firstKept.width}x${paid.firstKept.height}` };
  const said = Object.fromEntries(Object.entries(deliveredParameters(paid.reply)).filter(([, value]) => value !== undefined)) as Delivered;
  const operation = offer.resolved.find(({ name }) => name === 'operation')?.value ?? 'generate';
  return {
    operation,
    tokens: believableTokens(paid, operation),
    images: BigInt(paid.images),
    delivered: { ...asked, ...seen, ...said },
  };
}

/**
 * The tokens of the reading. One that counts no output beside an image that was delivered contradicts it, and one that tells no input image of an edit apart
 * from its prompt does not say what was used, for the two have different prices: unknown is not zero.
 */
function believableTokens({ reply, images }: PaidReply, operation: string): Outcome<Usage> {
  const tokens = usageFromReading('images', reply);
  if (tokens.ok && operation === 'edit' && (tokens.value['image_input'] ?? 0n) + (tokens.value['image_input_cached'] ?? 0n) === 0n) {
    const message = 'The reading does not say how many of its input tokens are those of images; unknown is not zero.';
    return refused({ code: 'usage-missing', message, path: ['usage', 'input_tokens_details'] });
  }
  if (!tokens.ok || images === 0 || tokens.value['image_output'] !== 0n) return tokens;
  const message = 'The reading says that no image was made, and one was delivered: it is kept, and unbilled until a statement says more.';
  return refused({ code: 'usage-contradictory', message, path: ['usage', 'output_tokens'] });
}

/**
 * What a reading costs under an entry. A flat entry counts images and needs no tokens; a metered one without a reading is
 * refused, for unknown is not zero.
 */
export function rateReading(read: ReadUsage, entry: PriceEntry): RatedSide {
  const usage = usageUnder(read, entry);
  if (!usage.ok) return { ok: false, refusal: usage.refusal, entry };
  const charge = rateUsage(usage.value, entry, { ...read.delivered, operation: read.operation });
  return charge.ok ? { ok: true, charge: charge.value, entry } : { ok: false, refusal: charge.refusal, entry };
}

/** What a reading costs under the entry in force when the provider worked. */
export function rateInForce(
  read: ReadUsage,
  book: PriceBook,
  { offer, mode, serviceAt }: { readonly offer: OfferRecord['offer']; readonly mode: ServiceMode; readonly serviceAt: Date },
): RatedSide {
  const key = { provider: offer.provider, model: offer.model, mode };
  const entry = entryInForce(book, key, serviceAt.toISOString());
  return entry.ok ? rateReading(read, entry.value) : { ok: false, refusal: entry.refusal, entry: undefined };
}

/** The usage to keep and to show: tokens where the entry bills them, and the count of images where it bills those. */
export function usageUnder({ tokens, images }: ReadUsage, entry: PriceEntry): Outcome<Usage> {
  if (entry.kind === 'flat') return accepted({ ...(tokens.ok ? tokens.value : {}), image: images });
  return tokens.ok ? tokens : refused(tokens.refusal);
}
