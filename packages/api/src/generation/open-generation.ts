import type { PriceEntry } from '@halfpenny/core';
import { invariant } from '@halfpenny/core';
import { providerAccountId } from '../access/provider-account.ts';
import { takeHold } from '../budget/hold.ts';
import type { Transaction } from '../platform/database.ts';
import { storedJson } from '../platform/stored-json.ts';
import { citedEntries } from '../price-book/book-in-memory.ts';
import type { HeldBook } from '../price-book/book-in-memory.ts';
import { ratedEntry } from '../price-book/price-entry-row.ts';
import type { Provider } from '../providers/provider.ts';
import type { OfferRecord, QuoteRecord } from '../quote/quote-record.ts';
import type { GenerationParts } from './parts.ts';

/** What is to be opened: an offer of a quote, under a key, at an instant. */
export interface Opening {
  readonly id: string;
  readonly workspaceId: string;
  /** Who asked: a key, a person, or neither. */
  readonly apiKeyId: string | null;
  readonly personId: string | null;
  readonly requestKey: string;
  readonly requestHash: string;
  readonly record: QuoteRecord;
  readonly chosen: OfferRecord;
  readonly maxCost: { readonly amount: string; readonly currency: string } | null;
  readonly at: Date;
}

/** A call that is committed and not made yet. */
export interface OpenAttempt {
  /** Travels with the call. */
  readonly id: string;
  /** From 1. */
  readonly number: number;
  readonly startedAt: Date;
}

/** A generation that is open: its trace is in the database, and the provider may be called. */
export interface OpenGeneration {
  readonly workspaceId: string;
  readonly id: string;
  readonly attempt: OpenAttempt;
  readonly providerAccountId: string;
  readonly provider: Provider;
  readonly record: QuoteRecord;
  readonly chosen: OfferRecord;
  /** What the caller pays by. */
  readonly pinned: PriceEntry;
}

/**
 * Writes the trace of a generation before any money can be spent: the generation as running, its first attempt with outcome unknown, both
 * sides of its charge as held; and takes the hold, last. The database refuses a second one of the same key or quote. Throws HoldRefused where
 * the hold does not fit.
 */
export async function openGeneration(tx: Transaction, parts: GenerationParts, held: HeldBook, opening: Opening): Promise<OpenGeneration> {
  const { workspaceId, id, record, chosen, at } = opening;
  const provider = parts.providers.get(chosen.offer.provider);
  invariant(provider !== undefined, `${chosen.offer.provider} makes offers, so it can be called.`);
  const book = provider.simulated ? 'simulated' : 'real';
  const accountKey = { workspaceId, provider: provider.name, book } as const;
  const accountId = await providerAccountId(tx, accountKey, { newId: parts.newId, at });
  const attempt = { id: parts.newId(), number: 1, startedAt: at };
  const pinned = await pinnedEntry(tx, held, chosen.offer.priceEntryId);
  const open = { workspaceId, id, attempt, providerAccountId: accountId, provider, record, chosen, pinned };
  const rows = [generationRow(opening, book, parts.presence.number), attemptRow(open, book), chargeRows(open)];
  await tx.$client.query({ name: 'open-generation', text: insertion, values: rows.map(storedJson) });
  const { currency } = chosen.offer;
  await takeHold(tx, { id: parts.newId(), workspaceId, generationId: id, book, currency, amount: amountToHold(opening), at });
  return open;
}

/** The ceiling; where none is known, the most the caller lets it cost. */
function amountToHold({ chosen, maxCost }: Opening): string {
  const amount = chosen.offer.ceiling ?? maxCost?.amount;
  invariant(amount !== undefined, 'Without a ceiling the caller has said the most it may cost.');
  return amount;
}

function generationRow(opening: Opening, book: 'real' | 'simulated', openedBy: bigint) {
  const { quote } = opening.record;
  const { offer } = opening.chosen;
  return {
    workspace_id: opening.workspaceId,
    id: opening.id,
    request_key: opening.requestKey,
    request_hash: opening.requestHash,
    quote_id: quote.id,
    offer_id: offer.id,
    status: 'running',
    book,
    provider: offer.provider,
    model: offer.model,
    mode: quote.mode,
    request: quote.request,
    resolved: offer.resolved,
    max_cost: opening.maxCost?.amount ?? null,
    max_cost_currency: opening.maxCost?.currency ?? null,
    opened_by: openedBy.toString(),
    created_at: opening.at.toISOString(),
    api_key_id: opening.apiKeyId,
    person_id: opening.personId,
  };
}

type Opened = Omit<OpenGeneration, 'provider' | 'record' | 'pinned'>;

function attemptRow({ workspaceId, id, attempt, providerAccountId: account }: Opened, book: 'real' | 'simulated') {
  return {
    workspace_id: workspaceId,
    id: attempt.id,
    generation_id: id,
    number: attempt.number,
    provider_account_id: account,
    book,
    outcome: 'unknown',
    started_at: attempt.startedAt.toISOString(),
  };
}

function chargeRows({ workspaceId, id, chosen: { offer } }: Opened) {
  const held = { workspace_id: workspaceId, generation_id: id, state: 'held', currency: offer.currency };
  return [
    { ...held, side: 'charge', price_entry_id: offer.priceEntryId },
    { ...held, side: 'cost' },
  ];
}

async function pinnedEntry(tx: Transaction, held: HeldBook, id: string): Promise<PriceEntry> {
  const row = (await citedEntries(tx, held, [id])).get(id);
  invariant(row !== undefined, 'A pinned price entry is never deleted.');
  return ratedEntry(row);
}

const insertion = `
  WITH opened AS (
    INSERT INTO generation SELECT * FROM jsonb_populate_record(NULL::generation, $1::jsonb)
  ), attempted AS (
    INSERT INTO provider_attempt SELECT * FROM jsonb_populate_record(NULL::provider_attempt, $2::jsonb)
  )
  INSERT INTO charge SELECT * FROM jsonb_populate_recordset(NULL::charge, $3::jsonb)`;
