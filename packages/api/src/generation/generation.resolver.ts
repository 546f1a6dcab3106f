import { invariant, underPath } from '@halfpenny/core';
import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { isId } from '../platform/identifiers.ts';
import { shownRefusal } from '../platform/refusal.type.ts';
import type { RefusalType } from '../platform/refusal.type.ts';
import { seesCost } from '../access/sees-cost.ts';
import { isAskedBy, ownOnly, type Asker } from '../access/own-only.ts';
import type { RequestContext } from '../access/request-context.ts';
import { citedAt, citedEntries, withBook } from '../price-book/book-in-memory.ts';
import { QuoteType } from '../quote/quote.type.ts';
import { showQuote } from '../quote/show-quote.ts';
import { pinnedBy, readQuote } from '../quote/store-quote.ts';
import { cancelGeneration } from './cancel-generation.ts';
import { generate } from './generate.ts';
import type { ChargeType } from './charge.type.ts';
import { GenerateInput } from './generate-input.type.ts';
import { GenerateResult, GenerationType } from './generation.type.ts';
import type { GenerationParts } from './parts.ts';
import { readGeneration } from './read-generation.ts';
import type { GenerationName } from './read-generation.ts';
import { citedBy, showGeneration } from './show-generation.ts';

/** Executes quotes and requests, and reads what became of them. */
@Resolver(() => GenerationType)
export class GenerationResolver {
  constructor(private readonly parts: GenerationParts) {}

  @Mutation(() => GenerateResult, {
    description: 'Executes a quote or a request once. The same key and request answer with the same generation, and are charged once.',
  })
  async generate(
    @Ctx() context: RequestContext,
    @Arg('input', () => GenerateInput, { description: 'What is to be executed, and under which key.' }) input: GenerateInput,
  ): Promise<GenerationType | RefusalType> {
    const outcome = await generate(this.parts, context.caller, input);
    if (!outcome.ok) return shownRefusal(underPath(outcome.refusal, ['input']));
    const shown = await this.read(context, { id: outcome.value });
    invariant(shown !== null, 'A generation that was executed can be read.');
    return shown;
  }

  @Mutation(() => GenerateResult, {
    description: 'Cancels a generation that is queued and releases its hold. Refused once it was sent: the provider bills what it does.',
  })
  async cancelGeneration(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'The generation to cancel.' }) id: string,
  ): Promise<GenerationType | RefusalType> {
    const outcome = await cancelGeneration(this.parts, context.caller, id);
    if (!outcome.ok) return shownRefusal(outcome.refusal);
    const shown = await this.read(context, { id: outcome.value });
    invariant(shown !== null, 'A generation that was cancelled can be read.');
    return shown;
  }

  @Query(() => GenerationType, { nullable: true, description: 'A generation of this workspace; null where there is none of that id.' })
  async generation(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'The id it was given.' }) id: string,
  ): Promise<GenerationType | null> {
    return isId(id) ? await this.read(context, { id }, ownOnly(context.caller)) : null;
  }

  @Query(() => GenerationType, { nullable: true, description: 'The generation of a request key; null where the key was never used.' })
  async generationByKey(
    @Ctx() context: RequestContext,
    @Arg('requestKey', () => String, { description: "The caller's idempotency key." }) requestKey: string,
  ): Promise<GenerationType | null> {
    return requestKey.includes('\0') ? null : await this.read(context, { requestKey }, ownOnly(context.caller));
  }

  @FieldResolver(() => QuoteType, { nullable: true, description: 'The quote it executed, or the one made for a request without a quote.' })
  async quote(@Ctx() context: RequestContext, @Root() generation: GenerationType): Promise<QuoteType | null> {
    return await withBook(this.parts, context.workspaceId, async (tx, held) => {
      const record = await readQuote(tx, generation.quoteId);
      return record === undefined ? null : showQuote(record, await citedEntries(tx, held, pinnedBy(record)));
    });
  }

  @FieldResolver()
  cost(@Ctx() { caller }: RequestContext, @Root() { cost }: GenerationType): ChargeType {
    return seesCost(caller) ? cost : { state: cost.state, total: null, lines: [], priceEntry: null, corrections: [] };
  }

  private async read({ workspaceId }: RequestContext, name: GenerationName, by?: Asker): Promise<GenerationType | null> {
    const record = await readGeneration(this.parts.database, workspaceId, name);
    if (record === undefined || !isAskedBy(by, record.generation)) return null;
    return showGeneration(record, await citedAt(this.parts, { workspaceId, version: record.version }, citedBy(record)));
  }
}
