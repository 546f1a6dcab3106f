import { refused, underPath, type Outcome, type Usage } from '@halfpenny/core';
import { and, asc, desc, eq, isNull, type SQL } from 'drizzle-orm';
import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../access/request-context.ts';
import { withWorkspace } from '../platform/database.ts';
import { isId } from '../platform/identifiers.ts';
import { shownRefusal, type RefusalType } from '../platform/refusal.type.ts';
import { doubtDecisionTable } from './doubt-decision.table.ts';
import { DoubtDecisionInput, DoubtDecisionResult, DoubtDecisionType } from './doubt-decision.type.ts';
import { proposeDecision, type DecidingParts } from './propose-decision.ts';
import { settleDecision } from './settle-decision.ts';
import { showDecision } from './show-decision.ts';

const byId = { description: 'The decision.' };
const waitingMost = 200;

/** Lets people decide what a call counts as that nobody ever told the end of. */
@Resolver()
export class DoubtDecisionResolver {
  constructor(private readonly parts: DecidingParts) {}

  @Query(() => [DoubtDecisionType], {
    description:
      'The decisions on one generation, the last before the others; without one, the first 200 that wait for approval, the oldest before the others.',
  })
  async doubtDecisions(
    @Ctx() { workspaceId }: RequestContext,
    @Arg('generationId', () => ID, { nullable: true, description: 'On which generation; absent: those of any that wait for approval.' })
    generationId?: string | null,
  ): Promise<DoubtDecisionType[]> {
    if (generationId != null && !isId(generationId)) return [];
    const { generationId: of, approvedAt, discardedAt, id } = doubtDecisionTable;
    const which = generationId == null ? and(isNull(approvedAt), isNull(discardedAt)) : eq(of, generationId);
    return await this.read(workspaceId, which, generationId == null ? asc(id) : desc(id));
  }

  @Mutation(() => DoubtDecisionResult, {
    description:
      'Proposes what a charge counts as of which nobody learnt whether it was billed. Nothing is posted before another approves it.',
  })
  async decideDoubt(
    @Ctx() context: RequestContext,
    @Arg('input', () => DoubtDecisionInput, { description: 'What it counts as, and why.' }) { usage, ...input }: DoubtDecisionInput,
  ): Promise<DoubtDecisionType | RefusalType> {
    const counted = usage == null ? { ok: true as const, value: undefined } : usageOf(usage);
    const outcome = counted.ok ? await proposeDecision(this.parts, context.caller, { ...input, usage: counted.value }) : counted;
    return await this.answer(context, outcome, ['input']);
  }

  @Mutation(() => DoubtDecisionResult, {
    description: 'Approves what another proposed, and carries it out: its hold is settled or released.',
  })
  async approveDoubtDecision(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, byId) id: string,
  ): Promise<DoubtDecisionType | RefusalType> {
    return await this.answer(context, await settleDecision(this.parts, context.caller, { id, approve: true }));
  }

  @Mutation(() => DoubtDecisionResult, { description: 'Decides against a proposal: the charge stays in doubt.' })
  async discardDoubtDecision(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, byId) id: string,
  ): Promise<DoubtDecisionType | RefusalType> {
    return await this.answer(context, await settleDecision(this.parts, context.caller, { id, approve: false }));
  }

  private async answer(
    { workspaceId }: RequestContext,
    outcome: Outcome<string>,
    path: readonly string[] = [],
  ): Promise<DoubtDecisionType | RefusalType> {
    if (!outcome.ok) return shownRefusal(underPath(outcome.refusal, path));
    const [found] = await this.read(workspaceId, eq(doubtDecisionTable.id, outcome.value), asc(doubtDecisionTable.id));
    return found as DoubtDecisionType;
  }

  private async read(workspaceId: string, which: SQL | undefined, order: SQL): Promise<DoubtDecisionType[]> {
    const found = await withWorkspace(this.parts.database, workspaceId, (tx) =>
      tx.select().from(doubtDecisionTable).where(which).orderBy(order).limit(waitingMost),
    );
    return found.map(showDecision);
  }
}

function usageOf(given: NonNullable<DoubtDecisionInput['usage']>): Outcome<Usage> {
  const strange = given.findIndex(({ quantity }) => !/^\d{1,15}$/.test(quantity));
  if (strange < 0) return { ok: true, value: Object.fromEntries(given.map(({ meter, quantity }) => [meter, BigInt(quantity)])) };
  const path = ['usage', String(strange), 'quantity'];
  return refused({ code: 'invalid-doubt-decision', message: 'A quantity is a whole number of units, zero or more.', path });
}
