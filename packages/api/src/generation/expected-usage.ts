import { accepted } from '@halfpenny/core';
import type { Usage } from '@halfpenny/core';
import type { OfferRecord } from '../quote/quote-record.ts';
import type { ReadUsage } from './rate-reply.ts';

/**
 * The reading that stands in where a delivered reply has none: what the offer expected. Undefined where nothing was expected, where fewer
 * images came than were asked for, or where another size or quality was delivered than the one the expectation is of.
 */
export function expectedReading(read: ReadUsage, { offer, lines }: OfferRecord, asked: { readonly n: number }): ReadUsage | undefined {
  if (read.tokens.ok || read.tokens.refusal.code !== 'usage-missing') return undefined;
  if (offer.expected === null || lines.length === 0 || read.images !== BigInt(asked.n)) return undefined;
  const resolved = offer.resolved.filter(({ name }) => name === 'size' || name === 'quality');
  if (resolved.some(({ name, value }) => read.delivered[name] !== value)) return undefined;
  return { ...read, tokens: accepted(usageOf(lines)) };
}

function usageOf(lines: OfferRecord['lines']): Usage {
  const usage: Record<string, bigint> = {};
  for (const { meter, quantity } of lines) usage[meter] = (usage[meter] ?? 0n) + BigInt(quantity);
  return usage;
}
