import { accepted, refused } from '@halfpenny/core';
import type { Outcome } from '@halfpenny/core';
import { withWorkspace } from '../platform/database.ts';
import type { Transaction } from '../platform/database.ts';
import { isId } from '../platform/identifiers.ts';
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
import { markOwnInDoubt } from './mark-leftovers.ts';
import { meetTwin } from './meet-twin.ts';
import type { KeyedRequest } from './meet-twin.ts';
import { openGeneration } from './open-generation.ts';
import type { OpenGeneration } from './open-generation.ts';
import type { GenerationParts } from './parts.ts';
import { violatedConstraint } from './violated-constraint.ts';

/**
 * Executes a quote or a request once: the id of its generation, whatever became of it. The same key and request answer with
 * the same generation, for ever. A refusal stores and spends nothing and uses up neither key nor quote; its path leads from
 * the input on.
 */
export async function generate(parts: GenerationParts, workspaceId: string, input: GenerateInput): Promise<Outcome<string>> {
  const malformed = malformedInput(input);
  if (malformed !== undefined) return refused(malformed);
  const keyed = { workspaceId, requestKey: input.requestKey, requestHash: generateHash(input) };
  const met = await meetTwin(parts, keyed);
  if (met !== undefined) return met;
  const unsupported = unsupportedInput(input);
  if (unsupported !== undefined) return refused(unsupported);
  const opened = await openOnce(parts, keyed, input);
  if (!opened.ok) return opened;
  if (typeof opened.value === 'string') return accepted(opened.value);
  await runToItsEnd(parts, opened.value);
  return accepted(opened.value.id);
}

/** Opens the generation; or, where a twin was faster, the id of the twin's. */
async function openOnce(parts: GenerationParts, keyed: KeyedRequest, input: GenerateInput): Promise<Outcome<OpenGeneration | string>> {
  const counted = input.request == null ? undefined : await countPrompt(askedOf(input, input.request));
  try {
    return await withWorkspace(parts.database, keyed.workspaceId, (tx) => open(tx, parts, { keyed, input, counted }));
  } catch (cause) {
    const violated = violatedConstraint(cause);
    if (violated !== 'one_generation_per_request_key' && violated !== 'a_quote_is_used_once') throw cause;
    return (await meetTwin(parts, keyed)) ?? quoteUsed();
  }
}

interface ToOpen {
  readonly keyed: KeyedRequest;
  readonly input: GenerateInput;
  readonly counted: Counted | undefined;
}

async function open(tx: Transaction, parts: GenerationParts, { keyed, input, counted }: ToOpen): Promise<Outcome<OpenGeneration>> {
  const at = parts.clock();
  const { workspaceId } = keyed;
  const record =
    counted === undefined
      ? await boundQuote(tx, input.quoteId ?? '', at)
      : await priceQuote(tx, parts, { workspaceId, counted, createdAt: at, pricedAt: at });
  if (!record.ok) return record;
  const chosen = chooseOffer(record.value, input);
  if (!chosen.ok) return chosen;
  if (counted !== undefined) await storeQuote(tx, record.value);
  const opening = { ...keyed, record: record.value, chosen: chosen.value, maxCost: input.maxCost ?? null, at };
  return accepted(await openGeneration(tx, parts, opening));
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

/** Executes what is open. What breaks on our side leaves a doubt, never a generation that runs for ever. */
async function runToItsEnd(parts: GenerationParts, opened: OpenGeneration): Promise<void> {
  const run = executeGeneration(parts, opened).catch(async (cause: unknown) => {
    await markOwnInDoubt(parts.database, opened.id).catch(() => undefined);
    throw cause;
  });
  parts.running.set(opened.id, run);
  try {
    await run;
  } finally {
    parts.running.delete(opened.id);
  }
}

function askedOf(input: GenerateInput, request: NonNullable<GenerateInput['request']>) {
  return { request: givenRequest(request), providers: input.providers ?? undefined, mode: input.mode };
}

function quoteUsed(): Outcome<OpenGeneration> {
  const message = 'This quote has been executed under another request key: ask for a new quote, or repeat the request with its own key.';
  return refused({ code: 'quote-already-used', message, path: ['quoteId'] });
}
