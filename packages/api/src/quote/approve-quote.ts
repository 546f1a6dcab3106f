import { accepted, refused } from '@halfpenny/core';
import type { Outcome } from '@halfpenny/core';
import type { Caller } from '../access/caller.ts';
import { isId } from '../platform/identifiers.ts';
import { citedEntries, withBook } from '../price-book/book-in-memory.ts';
import { writeApproval } from '../stage/approval.ts';
import { bindingQuote } from './binding-quote.ts';
import type { QuoteType } from './quote.type.ts';
import type { QuoteParts } from './request-quote.ts';
import { showQuote } from './show-quote.ts';
import { pinnedBy, readQuote } from './store-quote.ts';

/** Releases a quote that still binds, for whatever stage it was made. Who may is said by the access matrix. */
export async function approveQuote(parts: QuoteParts, caller: Caller, id: string): Promise<Outcome<QuoteType>> {
  return await withBook(parts, caller.workspaceId, async (tx, held) => {
    const record = isId(id) ? await readQuote(tx, id) : undefined;
    if (record === undefined) {
      return refused({ code: 'quote-not-found', message: 'There is no quote of that id in this workspace.', path: ['id'] });
    }
    const at = parts.clock();
    const binding = bindingQuote(record, at);
    if (!binding.ok) return refused({ ...binding.refusal, path: ['id'] });
    await writeApproval(tx, record.quote.id, { caller, at });
    return accepted(showQuote(record, await citedEntries(tx, held, pinnedBy(record))));
  });
}
