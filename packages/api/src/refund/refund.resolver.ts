import { formatDecimal, underPath, type Outcome } from '@halfpenny/core';
import { asc, eq, sql } from 'drizzle-orm';
import { GraphQLError } from 'graphql';
import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../access/request-context.ts';
import { withWorkspace } from '../platform/database.ts';
import { isId } from '../platform/identifiers.ts';
import { shownRefusal, type RefusalType } from '../platform/refusal.type.ts';
import { DecimalScalar } from '../platform/scalars.ts';
import { picoOf } from '../platform/stored-amount.ts';
import { ProviderPaymentType } from '../reconciliation/payment.type.ts';
import type { StartingParts } from '../reconciliation/start-reconciliation.ts';
import { decideRefund, recordRefund } from './record-refund.ts';
import { refundTable, type StoredRefund } from './refund.table.ts';
import { ProviderRefundResult, RefundInput, RefundResult, RefundType } from './refund.type.ts';

const byId = { description: 'The refund.' };
const given = { description: 'What was given back.' };
const waitingMost = 200;

/** Records what is given back of single generations, and has it approved. */
@Resolver()
export class RefundResolver {
  constructor(private readonly parts: StartingParts) {}

  @Query(() => [RefundType], {
    description: 'The refunds of one generation; without one, the first 200 that wait for approval. The oldest first.',
  })
  async refunds(
    @Ctx() { workspaceId }: RequestContext,
    @Arg('generationId', () => ID, { nullable: true, description: 'Of which generation; absent: those of any that wait for approval.' })
    generationId?: string | null,
  ): Promise<RefundType[]> {
    if (generationId != null && !isId(generationId)) return [];
    const which = generationId == null ? eq(refundTable.state, 'proposed') : eq(refundTable.generationId, generationId);
    const found = await withWorkspace(this.parts.database, workspaceId, (tx) =>
      tx.select().from(refundTable).where(which).orderBy(asc(refundTable.id)).limit(waitingMost),
    );
    return found.map(shownRefund);
  }

  @Mutation(() => ProviderRefundResult, {
    description:
      'Records that a provider gave back what it took for a charge, or some of it: posted at once, or once another has approved it.',
  })
  async recordRefund(
    @Ctx() { caller }: RequestContext,
    @Arg('input', () => RefundInput, given) input: RefundInput,
  ): Promise<ProviderPaymentType | RefundType | RefusalType> {
    const outcome = await recordRefund(this.parts, caller, { kind: 'provider', given: input });
    return outcome.ok && outcome.value.state === 'recorded' ? shownPayment(outcome.value) : shown(outcome, ['input']);
  }

  @Mutation(() => RefundResult, {
    description:
      'Gives back to the workspace what it was charged for a generation, or some of it, as credit: posted at once, or once another has approved it.',
  })
  async refundSale(
    @Ctx() { caller }: RequestContext,
    @Arg('input', () => RefundInput, given) input: RefundInput,
  ): Promise<RefundType | RefusalType> {
    return shown(await recordRefund(this.parts, caller, { kind: 'sale', given: input }), ['input']);
  }

  @Mutation(() => RefundResult, { description: 'Approves a proposed refund, so that it is posted. Refused to whoever recorded it.' })
  async approveRefund(@Ctx() { caller }: RequestContext, @Arg('id', () => ID, byId) id: string): Promise<RefundType | RefusalType> {
    return shown(await decideRefund(this.parts, caller, { id, approve: true }));
  }

  @Mutation(() => RefundResult, { description: 'Discards a proposed refund: nothing of it is ever posted.' })
  async discardRefund(@Ctx() { caller }: RequestContext, @Arg('id', () => ID, byId) id: string): Promise<RefundType | RefusalType> {
    return shown(await decideRefund(this.parts, caller, { id, approve: false }));
  }

  @Query(() => DecimalScalar, { description: 'Above which amount, in its own currency, another than who recorded it approves a refund.' })
  async refundTwoPeopleAbove(@Ctx() { workspaceId }: RequestContext): Promise<string> {
    const question = sql`SELECT trim_scale(refund_two_people_above)::text AS above FROM workspace WHERE id = ${workspaceId}::uuid`;
    const { rows } = await withWorkspace(this.parts.database, workspaceId, (tx) => tx.execute<{ above: string }>(question));
    return rows[0]?.above ?? '0';
  }

  @Mutation(() => DecimalScalar, { description: 'Sets that amount; answers with what holds from now on.' })
  async setRefundTwoPeopleAbove(
    @Ctx() { workspaceId }: RequestContext,
    @Arg('amount', () => DecimalScalar, { description: 'Zero or more; 0: every refund is approved.' }) amount: string,
  ): Promise<string> {
    if (amount.startsWith('-'))
      throw new GraphQLError('An amount is zero or more.', { extensions: { code: 'INVALID_PAYMENT', path: ['amount'] } });
    const change = sql`UPDATE workspace SET refund_two_people_above = ${amount} WHERE id = ${workspaceId}::uuid`;
    await withWorkspace(this.parts.database, workspaceId, (tx) => tx.execute(change));
    return amount;
  }
}

function shown(outcome: Outcome<StoredRefund>, path: readonly string[] = []): RefundType | RefusalType {
  return outcome.ok ? shownRefund(outcome.value) : shownRefusal(underPath(outcome.refusal, path));
}

function shownRefund({ amount, currency, happenedAt, authorName, decidedByName, txId, ...refund }: StoredRefund): RefundType {
  const money = { amount: formatDecimal(picoOf(amount)), currency };
  const by = { author: authorName, decidedBy: decidedByName, transactionId: txId };
  return Object.assign(new RefundType(), { ...refund, ...by, amount: money, happenedAt: happenedAt.toISOString() });
}

function shownPayment({ id, amount, currency, happenedAt, reference, authorName, txId }: StoredRefund): ProviderPaymentType {
  const money = { amount: formatDecimal(picoOf(amount)), currency };
  return Object.assign(new ProviderPaymentType(), {
    id,
    amount: money,
    happenedAt,
    reference,
    recordedBy: authorName,
    transactionId: txId,
  });
}
