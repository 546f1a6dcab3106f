import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../access/request-context.ts';
import { withWorkspace } from '../platform/database.ts';
import { shownRefusal } from '../platform/refusal.type.ts';
import type { RefusalType } from '../platform/refusal.type.ts';
import { readApproval } from '../stage/approval.ts';
import { QuoteApprovalType } from '../stage/stage.type.ts';
import { templateUses } from '../template/template-use.ts';
import { TemplateUseType } from '../template/template.type.ts';
import { citedEntries, withBook } from '../price-book/book-in-memory.ts';
import { approveQuote } from './approve-quote.ts';
import { QuoteResult, QuoteType } from './quote.type.ts';
import { readQuotesToApprove } from './quotes-to-approve.ts';
import type { QuoteParts } from './request-quote.ts';
import { showQuote } from './show-quote.ts';
import { pinnedBy } from './store-quote.ts';

/** More than a person approves before the first of them expire. */
const quotesShownMost = 100;

/** What a quote was made from, and who released it. */
@Resolver(() => QuoteType)
export class QuoteOriginResolver {
  private readonly useOf: ReturnType<typeof templateUses>;

  constructor(private readonly parts: QuoteParts) {
    this.useOf = templateUses(parts.database);
  }

  @FieldResolver(() => TemplateUseType, { nullable: true, description: 'What its prompt was rendered from; absent: the prompt was given.' })
  async template(@Ctx() context: RequestContext, @Root() quote: QuoteType): Promise<TemplateUseType | null> {
    return await this.useOf(context, quote.use);
  }

  @FieldResolver(() => QuoteApprovalType, { nullable: true, description: 'Who released it for a reserved stage; absent: nobody did.' })
  async approval(@Ctx() context: RequestContext, @Root() quote: QuoteType): Promise<QuoteApprovalType | null> {
    const row = await withWorkspace(this.parts.database, context.workspaceId, (tx) => readApproval(tx, quote.id));
    return row === undefined ? null : { by: row.byName, at: row.approvedAt };
  }

  @Query(() => [QuoteType], {
    description: 'The quotes that wait for an approver and can still be executed, the first to expire first; at most 100.',
  })
  async quotesToApprove(@Ctx() context: RequestContext): Promise<QuoteType[]> {
    const { quoteTtlSeconds, clock } = this.parts;
    return await withBook(this.parts, context.workspaceId, async (tx, held) => {
      const records = await readQuotesToApprove(tx, { at: clock(), quoteTtlSeconds, most: quotesShownMost });
      const entries = await citedEntries(tx, held, records.flatMap(pinnedBy));
      return records.map((record) => showQuote(record, entries));
    });
  }

  @Mutation(() => QuoteResult, {
    description:
      'Releases a quote for a stage that is reserved: it may then be executed by whoever may generate. The first approval stands.',
  })
  async approveQuote(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'The quote.' }) id: string,
  ): Promise<QuoteType | RefusalType> {
    const outcome = await approveQuote(this.parts, context.caller, id);
    return outcome.ok ? outcome.value : shownRefusal(outcome.refusal);
  }
}
