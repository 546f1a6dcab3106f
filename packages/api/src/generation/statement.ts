import { parseMoney, refused } from '@halfpenny/core';
import type { Outcome } from '@halfpenny/core';
import { accepted } from '@halfpenny/core';

/** One line of a statement: a call that the provider billed. */
export interface StatedLine {
  /** Our id of the call, where the provider repeats it; else its own. */
  readonly clientRequestId?: string | null | undefined;
  readonly providerRequestId?: string | null | undefined;
  /** When the provider worked, RFC 3339. */
  readonly servedAt: string;
  /** Decimal text. */
  readonly amount: string;
  readonly currency: string;
  /** Units by meter; absent: the provider states money alone. */
  readonly usage?: Readonly<Record<string, bigint>> | undefined;
}

/** What one provider says it billed from one instant to another, every call of that span with a line. Final: what is not in it was not billed. */
export interface Statement {
  readonly provider: string;
  readonly book: 'real' | 'simulated';
  /** RFC 3339; a call belongs to the span by the instant it was begun. */
  readonly from: string;
  readonly until: string;
  readonly lines: readonly StatedLine[];
}

/** The statement, if every line of it can be read: a statement is taken whole or not at all. */
export function checkStatement(statement: Statement): Outcome<Statement> {
  if (Date.parse(statement.from) >= Date.parse(statement.until)) {
    return refused({
      code: 'invalid-statement',
      message: 'A statement ends after it begins: give an until later than from.',
      path: ['until'],
    });
  }
  for (const [index, line] of statement.lines.entries()) {
    const path = ['lines', String(index)];
    const amount = parseMoney(line.amount, line.currency);
    if (!amount.ok) return refused({ code: 'invalid-statement', message: amount.refusal.message, path: [...path, 'amount'] });
    if (line.clientRequestId == null && line.providerRequestId == null) {
      const message = 'A line without an id of its call can be matched to none: give clientRequestId or providerRequestId.';
      return refused({ code: 'invalid-statement', message, path: [...path, 'clientRequestId'] });
    }
  }
  return accepted(statement);
}
