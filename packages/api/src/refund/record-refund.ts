import { accepted, formatDecimal, invariant, refused, type Outcome } from '@halfpenny/core';
import { eq, sql } from 'drizzle-orm';
import { identityOf } from '../access/caller-identity.ts';
import type { Caller } from '../access/caller.ts';
import { withWorkspace, type Transaction } from '../platform/database.ts';
import { isId } from '../platform/identifiers.ts';
import { picoOf } from '../platform/stored-amount.ts';
import { moneyProblem, type MoneyMoved } from '../reconciliation/money-moved.ts';
import type { StartingParts } from '../reconciliation/start-reconciliation.ts';
import { postRefund } from './post-refund.ts';
import { refundTable, type StoredRefund } from './refund.table.ts';
import { standingCharge } from './standing-charge.ts';

/** A refund as somebody records it, and of which side it is. */
export interface GivenRefund {
  readonly kind: StoredRefund['kind'];
  readonly given: MoneyMoved & { readonly generationId: string };
}

/** Records what was given back of a generation, and posts it: at once, or above what one person may record once another has approved it. */
export async function recordRefund(parts: StartingParts, caller: Caller, { kind, given }: GivenRefund): Promise<Outcome<StoredRefund>> {
  const at = parts.clock();
  const wrong = moneyProblem(given, at);
  if (wrong !== undefined) return wrong;
  const { workspaceId } = caller;
  return await withWorkspace(parts.database, workspaceId, async (tx): Promise<Outcome<StoredRefund>> => {
    const problem = await tooMuch(tx, { ...given, kind });
    if (problem !== undefined) return problem;
    const state = (await isAboveThreshold(tx, workspaceId, given.amount)) ? 'proposed' : 'recorded';
    const { generationId, amount, currency, reference, happenedAt } = given;
    const about = { kind, generationId, amount, currency, reference: reference.trim(), happenedAt: new Date(happenedAt) };
    const by = { author: identityOf(caller), authorName: caller.name, createdAt: at };
    const refund = { workspaceId, id: parts.newId(), ...about, ...by, ...undecided, state, txId: null } as const;
    const txId = state === 'recorded' ? await postRefund(tx, parts, refund) : null;
    await tx.insert(refundTable).values({ ...refund, txId });
    return accepted({ ...refund, txId });
  });
}

/** Approves a proposed refund, so that it is posted, or discards it. Nobody approves their own. */
export async function decideRefund(
  parts: StartingParts,
  caller: Caller,
  { id, approve }: { readonly id: string; readonly approve: boolean },
): Promise<Outcome<StoredRefund>> {
  const isRefund = eq(refundTable.id, id);
  return await withWorkspace(parts.database, caller.workspaceId, async (tx): Promise<Outcome<StoredRefund>> => {
    const [found] = isId(id) ? await tx.select().from(refundTable).where(isRefund).for('update') : [];
    if (found === undefined)
      return refused({ code: 'refund-not-found', message: 'No refund of this workspace has that id.', path: ['id'] });
    if (found.state !== 'proposed') return invalid('id', 'This refund was decided on already: that stands.');
    if (approve && found.author === identityOf(caller))
      return refused({ code: 'own-refund', message: 'A refund of this amount is approved by another than who recorded it.', path: ['id'] });
    const problem = approve ? await tooMuch(tx, found) : undefined;
    if (problem !== undefined) return problem;
    const by = { decidedBy: identityOf(caller), decidedByName: caller.name, decidedAt: parts.clock() };
    const decided = approve
      ? { ...by, state: 'recorded' as const, txId: await postRefund(tx, parts, found) }
      : { ...by, state: 'discarded' as const };
    const [changed] = await tx.update(refundTable).set(decided).where(isRefund).returning();
    invariant(changed !== undefined, 'A refund that is locked is there.');
    return accepted(changed);
  });
}

const undecided = { decidedBy: null, decidedByName: null, decidedAt: null } as const;

/** Why no so much is given back of the generation; undefined: it may be. */
async function tooMuch(
  tx: Transaction,
  refund: Pick<StoredRefund, 'kind' | 'generationId' | 'currency' | 'amount'>,
): Promise<Outcome<never> | undefined> {
  const charge = isId(refund.generationId) ? await standingCharge(tx, refund) : undefined;
  const what = refund.kind === 'sale' ? 'was charged to the workspace' : 'costs anything';
  if (charge === undefined) {
    const message = `No generation of this workspace with that id ${what} in that currency.`;
    return refused({ code: 'generation-not-found', message, path: ['generationId'] });
  }
  if (picoOf(refund.amount) <= charge.left) return undefined;
  return invalid('amount', `Of it ${formatDecimal(charge.left)} ${refund.currency} is left: no more is given back.`);
}

async function isAboveThreshold(tx: Transaction, workspaceId: string, amount: string): Promise<boolean> {
  const { rows } = await tx.execute<{ above: boolean }>(
    sql`SELECT ${amount}::numeric > refund_two_people_above AS above FROM workspace WHERE id = ${workspaceId}::uuid`,
  );
  return rows[0]?.above === true;
}

function invalid(field: string, message: string): Outcome<never> {
  return refused({ code: 'invalid-payment', message, path: [field] });
}
