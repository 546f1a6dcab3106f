import { underPath } from '@halfpenny/core';
import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { citedEntries, withBook } from '../price-book/book-in-memory.ts';
import { isId } from '../platform/identifiers.ts';
import { shownRefusal } from '../platform/refusal.type.ts';
import type { RefusalType } from '../platform/refusal.type.ts';
import type { RequestContext } from '../access/request-context.ts';
import { QuoteInput } from './quote-input.type.ts';
import { QuoteResult, QuoteType } from './quote.type.ts';
import { requestQuote } from './request-quote.ts';
import type { QuoteParts } from './request-quote.ts';
import { showQuote } from './show-quote.ts';
import { pinnedBy, readQuote } from './store-quote.ts';

/** Makes quotes and reads them back. */
@Resolver()
export class QuoteResolver {
  constructor(private readonly parts: QuoteParts) {}

  @Mutation(() => QuoteResult, { description: 'Prices a request at every provider that can serve it, and stores the quote.' })
  async quote(
    @Ctx() context: RequestContext,
    @Arg('input', () => QuoteInput, { description: 'What is to be priced.' }) input: QuoteInput,
  ): Promise<QuoteType | RefusalType> {
    const outcome = await requestQuote(this.parts, context.workspaceId, input);
    if (!outcome.ok) return shownRefusal(underPath(outcome.refusal, ['input']));
    return showQuote(outcome.value.record, outcome.value.entries);
  }

  @Query(() => QuoteType, { nullable: true, description: 'A quote of this workspace; null where there is none of that id.' })
  async quoteById(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'The id the quote was given.' }) id: string,
  ): Promise<QuoteType | null> {
    if (!isId(id)) return null;
    return await withBook(this.parts, context.workspaceId, async (tx, held) => {
      const record = await readQuote(tx, id);
      return record === undefined ? null : showQuote(record, await citedEntries(tx, held, pinnedBy(record)));
    });
  }
}
