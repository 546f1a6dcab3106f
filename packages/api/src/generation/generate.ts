import { accepted, refused } from '@halfpenny/core';
import type { Outcome } from '@halfpenny/core';
import type { Caller } from '../access/caller.ts';
import { HoldRefused } from '../budget/hold.ts';
import type { Transaction } from '../platform/database.ts';
import { isId } from '../platform/identifiers.ts';
import { withBook } from '../price-book/book-in-memory.ts';
import type { HeldBook } from '../price-book/book-in-memory.ts';
import { givenRequest } from '../quote/image-request.ts';
import { countPrompt } from '../quote/price-request.ts';
import type { Counted } from '../quote/price-request.ts';
import type { QuoteRecord } from '../quote/quote-record.ts';
import { priceQuote } from '../quote/request-quote.ts';
import { readQuote, storeQuote } from '../quote/store-quote.ts';
import { generateHash, malformedInput, unsupportedInput } from './check-generate-input.ts';
import { bindingQuote, chooseOffer } from './choose-offer.ts';
import { executeGeneration } from './execute-generation.ts';
import type { GenerateInput } from './generate-input.type.ts';
import { meetTwin } from './meet-twin.ts';
import type { KeyedRequest } from './meet-twin.ts';
import { openGeneration } from './open-generation.ts';
import type { OpenGeneration } from './open-generation.ts';
import type { GenerationParts } from './parts.ts';
import { sweep } from './sweep.ts';
import { violatedConstraint } from './violated-constraint.ts';

/** Who asks, and for which workspace. */
type Asker = Pick<Caller, 'workspaceId' | 'apiKeyId' | 'personId'>;

/**
 * Executes a quote or a request once: the id of its generation, whatever became of it. The same key and request answer with
 * the same generation, for ever. A refusal stores and spends nothing and uses up neither key nor quote; its path leads from
 * the input on.
 */
export async function generate(parts: GenerationParts, caller: Asker, input: GenerateInput): Promise<Outcome<string>> {
  const malformed = malformedInput(input);
  if (malformed !== undefined) return refused(malformed);
  const { workspaceId, apiKeyId, personId } = caller;
  const keyed = { workspaceId, apiKeyId, personId, requestKey: input.requestKey, requestHash: generateHash(input) };
  const met = await meetTwin(parts, keyed);
  if (met !== undefined) return met;
  const unsupported = unsupportedInput(input);
  if (unsupported !== undefined) return refused(unsupported);
  return await openAndRun(parts, keyed, input);
}

/** From before it is opened until it has ended, the generation is one that this process runs: no sweep touches it. */
async function openAndRun(parts: GenerationParts, keyed: KeyedRequest, input: GenerateInput): Promise<Outcome<string>> {
  const id = parts.newId();
  const run = Promise.withResolvers<void>();
  parts.running.set(id, run.promise);
  try {
    await parts.boundary('opening');
    const opened = await openOnce(parts, keyed, { id, input });
    if (!opened.ok) return opened;
    if (typeof opened.value === 'string') return accepted(opened.value);
    await parts.boundary('opened');
    await executeGeneration(parts, opened.value);
    return accepted(id);
  } catch (cause) {
    // What broke on our side leaves a doubt, never a generation that runs for ever. Where even that cannot be written, a later sweep does.
    parts.running.delete(id);
    await sweep(parts, id).catch(() => undefined);
    throw cause;
  } finally {
    parts.running.delete(id);
    run.resolve();
  }
}

interface Wanted {
  readonly id: string;
  readonly input: GenerateInput;
}

/** Opens the generation; or, where a twin was faster, the id of the twin's. */
async function openOnce(parts: GenerationParts, keyed: KeyedRequest, { id, input }: Wanted): Promise<Outcome<OpenGeneration | string>> {
  const counted = input.request == null ? undefined : await countPrompt(askedOf(input, input.request));
  try {
    return await withBook(parts, keyed.workspaceId, (tx, held) => open(tx, parts, { id, keyed, input, counted, held }));
  } catch (cause) {
    if (cause instanceof HoldRefused) return refused(cause.refusal);
    const violated = violatedConstraint(cause);
    if (violated !== 'one_generation_per_request_key' && violated !== 'a_quote_is_used_once') throw cause;
    return (await meetTwin(parts, keyed)) ?? quoteUsed();
  }
}

interface ToOpen extends Wanted {
  readonly keyed: KeyedRequest;
  readonly counted: Counted | undefined;
  readonly held: HeldBook;
}

async function open(tx: Transaction, parts: GenerationParts, toOpen: ToOpen): Promise<Outcome<OpenGeneration>> {
  const { id, keyed, input, counted, held } = toOpen;
  const at = parts.clock();
  const { workspaceId } = keyed;
  const record =
    counted === undefined
      ? await boundQuote(tx, input.quoteId ?? '', at)
      : priceQuote(held.book, parts, { workspaceId, counted, createdAt: at, pricedAt: at });
  if (!record.ok) return record;
  const chosen = chooseOffer(record.value, input);
  if (!chosen.ok) return chosen;
  if (counted !== undefined) await storeQuote(tx, record.value);
  const opening = { ...keyed, id, record: record.value, chosen: chosen.value, maxCost: input.maxCost ?? null, at };
  const opened = await openGeneration(tx, parts, held, opening);
  await parts.boundary('opened-uncommitted');
  return accepted(opened);
}

async function boundQuote(tx: Transaction, quoteId: string, at: Date): Promise<Outcome<QuoteRecord>> {
  const record = isId(quoteId) ? await readQuote(tx, quoteId) : undefined;
  if (record === undefined) {
    const message = 'There is no quote of that id: give the id of a quote of this workspace.';
    return refused({ code: 'quote-not-found', message, path: ['quoteId'] });
  }
  const binding = bindingQuote(record, at);
  return binding.ok ? accepted(record) : binding;
}

function askedOf(input: GenerateInput, request: NonNullable<GenerateInput['request']>) {
  return { request: givenRequest(request), providers: input.providers ?? undefined, mode: input.mode };
}

function quoteUsed(): Outcome<OpenGeneration> {
  const message = 'This quote has been executed under another request key: ask for a new quote, or repeat the request with its own key.';
  return refused({ code: 'quote-already-used', message, path: ['quoteId'] });
}
