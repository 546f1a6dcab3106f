import { accepted, refused } from '@halfpenny/core';
import type { Outcome } from '@halfpenny/core';
import type { QuoteRecord } from './quote-record.ts';

/** The quote still binds at an instant: it is no simulation, and has not expired. Paths lead from the input on. */
export function bindingQuote({ quote }: QuoteRecord, at: Date): Outcome<true> {
  if (!quote.executable) {
    const message = `This quote is a simulation at the prices of ${quote.pricedAt.toISOString()}: ask for a quote without pricedAt.`;
    return refused({ code: 'quote-not-executable', message, path: ['quoteId'] });
  }
  if (at >= quote.expiresAt) {
    const message = `This quote expired at ${quote.expiresAt.toISOString()}: ask for a new one.`;
    return refused({ code: 'quote-expired', message, path: ['quoteId'], details: { expiredAt: quote.expiresAt.toISOString() } });
  }
  return accepted(true);
}
