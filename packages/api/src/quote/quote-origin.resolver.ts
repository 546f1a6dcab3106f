import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../access/request-context.ts';
import { withWorkspace } from '../platform/database.ts';
import { shownRefusal } from '../platform/refusal.type.ts';
import type { RefusalType } from '../platform/refusal.type.ts';
import { readApproval } from '../stage/approval.ts';
import { QuoteApprovalType } from '../stage/stage.type.ts';
import { templateUses } from '../template/template-use.ts';
import { TemplateUseType } from '../template/template.type.ts';
import { approveQuote } from './approve-quote.ts';
import { QuoteResult, QuoteType } from './quote.type.ts';
import type { QuoteParts } from './request-quote.ts';

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
