import type { PriceEntry, Refusal } from '@halfpenny/core';
import { invariant } from '@halfpenny/core';
import { holdRow, refusedHold } from '../budget/hold.ts';
import type { WantedHold } from '../budget/hold.ts';
import type { NewId } from '../platform/identifiers.ts';
import { storedJson } from '../platform/stored-json.ts';
import { citedAt } from '../price-book/book-in-memory.ts';
import type { HeldBook } from '../price-book/book-in-memory.ts';
import { pinnedEntry, pinnedIds } from '../price-book/cited-entry.ts';
import type { Provider } from '../providers/provider.ts';
import { jobRow } from '../queue/tasks.ts';
import type { Job } from '../queue/tasks.ts';
import type { OfferRecord, QuoteRecord } from '../quote/quote-record.ts';
import { quoteParts } from '../quote/store-quote.ts';
import type { GenerationParts } from './parts.ts';
import { inputRows, isRemovedUpload, removedUpload } from '../uploads/generation-inputs.ts';
import type { EditInputs } from '../uploads/generation-inputs.ts';
import { violatedConstraint } from './violated-constraint.ts';

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
  /** Whether the quote was made for this generation, and is stored with it. */
  readonly newQuote: boolean;
  readonly chosen: OfferRecord;
  readonly maxCost: { readonly amount: string; readonly currency: string } | null;
  /** What an edit is made from. Undefined: it is none. */
  readonly inputs: EditInputs | undefined;
  readonly at: Date;
  /** The job that will wake somebody up for it; undefined: it is executed at once. */
  readonly job: Job | undefined;
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

/** What came of opening: it is open, to be executed at once, or queued where `open` is undefined; its key or its quote was used before; the price book has changed since it was priced; its hold does not fit. */
export type Opened =
  | { readonly kind: 'opened'; readonly open: OpenGeneration | undefined }
  | { readonly kind: 'met' }
  | { readonly kind: 'stale' }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/**
 * Writes the trace of a generation before any money can be spent, in one transaction and one round trip: its quote where it is new, the
 * generation as running with its first attempt of outcome unknown, or as queued with its job, both sides of its charge as held; and takes the
 * hold, last. The database refuses a second one of the same key or quote.
 */
export async function openGeneration(parts: GenerationParts, held: HeldBook, opening: Opening): Promise<Opened> {
  const open = await toOpen(parts, held, opening);
  const newAccount = parts.newId();
  const holds = wantedHolds(opening, open, parts.newId);
  const values = [
    opening.workspaceId,
    held.version,
    storedJson(rowsOf(opening, open, { holds, newAccount, openedBy: parts.presence.number })),
  ];
  try {
    const { rows } = await parts.database.$client.query<{ opened: Answer }>({ name: 'open-generation', text: statement, values });
    const answer = rows[0]?.opened;
    if (answer?.account !== undefined) {
      return { kind: 'opened', open: opening.job === undefined ? { ...open, providerAccountId: answer.account } : undefined };
    }
    return { kind: answer?.stale === true ? 'stale' : 'met' };
  } catch (cause) {
    const refusal = refusedHold(cause, holds);
    if (refusal !== undefined) return { kind: 'refused', refusal };
    if (isRemovedUpload(cause)) return { kind: 'refused', refusal: removedUpload };
    if (usedOnce.has(violatedConstraint(cause) ?? '')) return { kind: 'met' };
    throw cause;
  }
}

/** Broken by a twin that was opened at the same moment. */
const usedOnce: ReadonlySet<string> = new Set(['one_generation_per_request_key', 'a_quote_is_used_once']);

const statement = 'SELECT open_generation($1, $2, $3) AS opened';

interface Answer {
  readonly account?: string;
  readonly stale?: true;
}

/** All of it but what the database knows. */
type ToOpen = Omit<OpenGeneration, 'providerAccountId'>;

async function toOpen(parts: GenerationParts, held: HeldBook, opening: Opening): Promise<ToOpen> {
  const { workspaceId, id, record, chosen, at } = opening;
  const provider = parts.providers.get(chosen.offer.provider);
  invariant(provider !== undefined, `${chosen.offer.provider} makes offers, so it can be called.`);
  const attempt = { id: parts.newId(), number: 1, startedAt: at };
  const pinned = await pinnedBy(parts, held, opening);
  return { workspaceId, id, attempt, provider, record, chosen, pinned };
}

/** Which book what a provider makes belongs to. */
export function bookOf({ simulated }: Provider): 'real' | 'simulated' {
  return simulated ? 'simulated' : 'real';
}

/** One hold; at a sell price one of the cost, and then one of the price. */
function wantedHolds(opening: Opening, { provider }: ToOpen, newId: NewId): readonly WantedHold[] {
  const { offer } = opening.chosen;
  const of = { generationId: opening.id, book: bookOf(provider), at: opening.at };
  const price = { currency: offer.currency, amount: amountToHold(opening) };
  if (offer.costCurrency === null) return [{ ...of, ...price, id: newId(), counts: 'both' }];
  const cost = offer.costCeiling === null ? price : { currency: offer.costCurrency, amount: offer.costCeiling };
  return [
    { ...of, ...cost, id: newId(), counts: 'cost' },
    { ...of, ...price, id: newId(), counts: 'sell-price' },
  ];
}

interface Beside {
  readonly holds: readonly WantedHold[];
  readonly openedBy: bigint;
  readonly newAccount: string;
}

function rowsOf(opening: Opening, open: ToOpen, { holds, newAccount, openedBy }: Beside) {
  const book = bookOf(open.provider);
  return {
    ...(opening.newQuote ? quoteParts(opening.record) : {}),
    generation: generationRow(opening, book, openedBy),
    ...(opening.inputs === undefined ? {} : { inputs: inputRows(opening, opening.inputs) }),
    ...(opening.job === undefined ? { attempt: attemptRow(open, book) } : { job: jobRow(opening.job) }),
    charges: chargeRows(open),
    holds: holds.map(holdRow),
    newAccount,
  };
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
    status: opening.job === undefined ? 'running' : 'queued',
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
    stage: quote.stage,
    template_version_id: quote.templateVersionId,
    template_variables: quote.templateVariables,
  };
}

function attemptRow({ workspaceId, id, attempt }: ToOpen, book: 'real' | 'simulated') {
  return {
    workspace_id: workspaceId,
    id: attempt.id,
    generation_id: id,
    number: attempt.number,
    book,
    outcome: 'unknown',
    started_at: attempt.startedAt.toISOString(),
  };
}

function chargeRows({ workspaceId, id, chosen: { offer } }: ToOpen) {
  const held = { workspace_id: workspaceId, generation_id: id, state: 'held', currency: offer.currency };
  return [
    { ...held, side: 'charge', price_entry_id: offer.priceEntryId },
    { ...held, side: 'cost', currency: offer.costCurrency ?? offer.currency },
  ];
}

async function pinnedBy(parts: GenerationParts, { version }: HeldBook, { workspaceId, chosen }: Opening): Promise<PriceEntry> {
  return pinnedEntry(await citedAt(parts, { workspaceId, version }, pinnedIds([chosen.offer])), chosen.offer);
}
