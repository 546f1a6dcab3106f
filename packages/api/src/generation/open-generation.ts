import type { PriceEntry } from '@halfpenny/core';
import { invariant } from '@halfpenny/core';
import { providerAccountId } from '../access/provider-account.ts';
import type { Transaction } from '../platform/database.ts';
import { findEntriesById } from '../price-book/find-price-entries.ts';
import { ratedEntry } from '../price-book/price-entry-row.ts';
import type { Provider } from '../providers/provider.ts';
import type { OfferRecord, QuoteRecord } from '../quote/quote-record.ts';
import { attemptTable } from './attempt.table.ts';
import { chargeTable } from './charge.table.ts';
import { generationTable } from './generation.table.ts';
import type { GenerationParts } from './parts.ts';

/** What is to be opened: an offer of a quote, under a key, at an instant. */
export interface Opening {
  readonly workspaceId: string;
  readonly requestKey: string;
  readonly requestHash: string;
  readonly record: QuoteRecord;
  readonly chosen: OfferRecord;
  readonly maxCost: { readonly amount: string; readonly currency: string } | null;
  readonly at: Date;
}

/** A generation that is open: its trace is in the database, and the provider may be called. */
export interface OpenGeneration {
  readonly workspaceId: string;
  readonly id: string;
  readonly attemptId: string;
  readonly providerAccountId: string;
  readonly provider: Provider;
  readonly record: QuoteRecord;
  readonly chosen: OfferRecord;
  /** What the caller pays by. */
  readonly pinned: PriceEntry;
  readonly startedAt: Date;
}

/**
 * Writes the trace of a generation before any money can be spent: the generation as running, its first attempt with
 * outcome unknown, both sides of its charge as held. The database refuses a second one of the same key or quote.
 */
export async function openGeneration(tx: Transaction, parts: GenerationParts, opening: Opening): Promise<OpenGeneration> {
  const { workspaceId, chosen, at } = opening;
  const provider = parts.providers.get(chosen.offer.provider);
  invariant(provider !== undefined, `${chosen.offer.provider} makes offers, so it can be called.`);
  const book = provider.simulated ? 'simulated' : 'real';
  const accountKey = { workspaceId, provider: provider.name, book } as const;
  const accountId = await providerAccountId(tx, accountKey, { newId: parts.newId, at });
  const open = { id: parts.newId(), attemptId: parts.newId() };
  await tx.insert(generationTable).values(generationRow(opening, parts, { id: open.id, book }));
  await tx.insert(attemptTable).values({
    workspaceId,
    id: open.attemptId,
    generationId: open.id,
    number: 1,
    providerAccountId: accountId,
    book,
    outcome: 'unknown',
    startedAt: at,
  });
  const held = { workspaceId, generationId: open.id, state: 'held', currency: chosen.offer.currency } as const;
  await tx.insert(chargeTable).values([
    { ...held, side: 'charge', priceEntryId: chosen.offer.priceEntryId },
    { ...held, side: 'cost' },
  ]);
  const pinned = await pinnedEntry(tx, chosen.offer.priceEntryId);
  return { ...open, workspaceId, providerAccountId: accountId, provider, record: opening.record, chosen, pinned, startedAt: at };
}

function generationRow(opening: Opening, parts: GenerationParts, own: { readonly id: string; readonly book: 'real' | 'simulated' }) {
  const { quote } = opening.record;
  const { offer } = opening.chosen;
  return {
    ...own,
    workspaceId: opening.workspaceId,
    requestKey: opening.requestKey,
    requestHash: opening.requestHash,
    quoteId: quote.id,
    offerId: offer.id,
    status: 'running' as const,
    provider: offer.provider,
    model: offer.model,
    mode: quote.mode,
    request: quote.request,
    resolved: offer.resolved,
    maxCost: opening.maxCost?.amount ?? null,
    maxCostCurrency: opening.maxCost?.currency ?? null,
    openedBy: parts.presence.number,
    createdAt: opening.at,
  };
}

async function pinnedEntry(tx: Transaction, id: string): Promise<PriceEntry> {
  const row = (await findEntriesById(tx, [id])).get(id);
  invariant(row !== undefined, 'A pinned price entry is never deleted.');
  return ratedEntry(row);
}
