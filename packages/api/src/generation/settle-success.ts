import { formatMoney } from '@halfpenny/core';
import type { Refusal, Usage } from '@halfpenny/core';
import { and, eq } from 'drizzle-orm';
import { generatedImageTable } from '../images/generated-image.table.ts';
import { postSettlement } from '../ledger/post-settlement.ts';
import { withWorkspace } from '../platform/database.ts';
import type { Transaction } from '../platform/database.ts';
import type { Succeeded } from '../providers/provider.ts';
import { storedLine } from '../quote/compose-quote.ts';
import { attemptTable } from './attempt.table.ts';
import { chargeLineTable, chargeTable } from './charge.table.ts';
import type { ChargeSide } from './charge.table.ts';
import { generationTable } from './generation.table.ts';
import type { KeptImages } from './keep-images.ts';
import type { OpenGeneration } from './open-generation.ts';
import type { GenerationParts } from './parts.ts';
import { rateInForce, rateReading, readUsage, usageUnder } from './rate-reply.ts';
import type { RatedSide, ReadUsage } from './rate-reply.ts';
import { serviceInstant } from './service-instant.ts';

/** A reply that was read, and what became of its images. */
export interface SucceededCall {
  readonly outcome: Succeeded;
  readonly endedAt: Date;
  readonly images: KeptImages;
}

/** What is settled: the call, its reading, both sides rated, and when the provider worked. */
interface Settled extends SucceededCall {
  readonly read: ReadUsage;
  readonly charge: RatedSide;
  readonly cost: RatedSide;
  readonly serviceAt: Date;
}

/**
 * Settles a reply that was paid for, in one transaction: the attempt with its reading whole, the images, both sides of the
 * charge, the ledger. What cannot be rated is UNBILLED with its reading kept, and posts nothing.
 */
export async function settleSuccess(parts: GenerationParts, open: OpenGeneration, call: SucceededCall): Promise<void> {
  const { outcome, images, endedAt } = call;
  const serviceAt = serviceInstant(outcome.reply, { startedAt: open.startedAt, endedAt });
  const read = readUsage({ reply: outcome.reply, images: outcome.images.length, firstKept: images.kept[0] }, open.chosen);
  const charge = rateReading(read, open.pinned);
  await withWorkspace(parts.database, open.workspaceId, async (tx) => {
    const cost = rateInForce(read, await parts.book.current(tx), { offer: open.chosen.offer, serviceAt });
    const settled = { ...call, read, charge, cost, serviceAt };
    await endAttempt(tx, open, settled);
    await storeImages(tx, open, images);
    await storeSide(tx, open, { side: 'charge', rated: charge });
    await storeSide(tx, open, { side: 'cost', rated: cost });
    await endGeneration(tx, open, { ...settled, settledAt: charge.ok && cost.ok ? parts.clock() : null });
    await postCost(tx, parts, open, settled);
  });
}

async function endAttempt(tx: Transaction, open: OpenGeneration, { outcome, endedAt, serviceAt }: Settled): Promise<void> {
  const { reply, httpStatus, providerRequestId } = outcome;
  const reading = reply['usage'] ?? null;
  await tx
    .update(attemptTable)
    .set({ outcome: 'succeeded', httpStatus, providerRequestId, reading, reply, endedAt, serviceAt })
    .where(eq(attemptTable.id, open.attemptId));
}

async function storeImages(tx: Transaction, open: OpenGeneration, { kept }: KeptImages): Promise<void> {
  if (kept.length === 0) return;
  await tx.insert(generatedImageTable).values(kept.map((image) => ({ workspaceId: open.workspaceId, generationId: open.id, ...image })));
}

interface SideOutcome {
  readonly side: ChargeSide;
  readonly rated: RatedSide;
}

async function storeSide(tx: Transaction, open: OpenGeneration, { side, rated }: SideOutcome): Promise<void> {
  const { workspaceId, id: generationId } = open;
  const outcome = rated.ok
    ? { state: 'settled' as const, total: formatMoney(rated.charge.total), currency: rated.charge.total.currency }
    : { state: 'unbilled' as const };
  await tx
    .update(chargeTable)
    .set({ ...outcome, priceEntryId: rated.entry?.id ?? null })
    .where(and(eq(chargeTable.generationId, generationId), eq(chargeTable.side, side)));
  if (!rated.ok || rated.charge.lines.length === 0) return;
  const lines = rated.charge.lines.map((line, position) => ({ workspaceId, generationId, side, position, ...storedLine(line) }));
  await tx.insert(chargeLineTable).values(lines);
}

async function endGeneration(tx: Transaction, open: OpenGeneration, settled: Settled & { readonly settledAt: Date | null }): Promise<void> {
  const { read, images, charge, cost, settledAt } = settled;
  const usage = usageUnder(read, open.pinned);
  const failure = images.failure ?? reasonUnbilled(charge) ?? reasonUnbilled(cost) ?? null;
  await tx
    .update(generationTable)
    .set({
      status: images.kept.length > 0 ? 'succeeded' : 'failed',
      usage: usage.ok ? quantityTexts(usage.value) : null,
      delivered: read.delivered,
      failure,
      settledAt,
    })
    .where(eq(generationTable.id, open.id));
}

/** Generation cost where an image was delivered, undelivered cost where none was. A cost that cannot be rated posts nothing. */
async function postCost(tx: Transaction, parts: GenerationParts, open: OpenGeneration, settled: Settled): Promise<void> {
  const { cost, serviceAt, images } = settled;
  if (!cost.ok || cost.charge.lines.length === 0) return;
  const settlement = {
    workspaceId: open.workspaceId,
    book: open.provider.simulated ? 'simulated' : 'real',
    providerAccountId: open.providerAccountId,
    generationId: open.id,
    attemptId: open.attemptId,
    serviceAt,
    recordedAt: parts.clock(),
    cost: cost.charge,
    priceEntryId: cost.entry.id,
    delivered: images.kept.length > 0,
  } as const;
  await postSettlement(tx, settlement, parts.newId);
}

function reasonUnbilled(side: RatedSide): Refusal | undefined {
  return side.ok ? undefined : side.refusal;
}

function quantityTexts(usage: Usage): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(usage).map(([meter, quantity]) => [meter, quantity.toString()]));
}
