import { accepted, refused } from '@halfpenny/core';
import type { Outcome, Refusal } from '@halfpenny/core';
import type { Caller } from '../access/caller.ts';
import { withWorkspace } from '../platform/database.ts';
import { isId } from '../platform/identifiers.ts';
import { bookKnownNow } from '../price-book/book-in-memory.ts';
import type { HeldBook } from '../price-book/book-in-memory.ts';
import { bindingQuote } from '../quote/binding-quote.ts';
import type { ImageRequestInput } from '../quote/image-request.type.ts';
import { prepareRequest, type RequestSources } from '../quote/prepare-request.ts';
import { namedUploads } from '../quote/input-images.ts';
import { countPrompt } from '../quote/price-request.ts';
import type { Counted } from '../quote/price-request.ts';
import type { Job } from '../queue/tasks.ts';
import type { OfferRecord, QuoteRecord } from '../quote/quote-record.ts';
import { priceQuote } from '../quote/request-quote.ts';
import { readQuote } from '../quote/store-quote.ts';
import { findUploads } from '../uploads/find-uploads.ts';
import type { Uploads } from '../uploads/find-uploads.ts';
import { bindInputs } from './bind-inputs.ts';
import { checkApproval } from '../stage/approval.ts';
import { generateHash, malformedInput } from './check-generate-input.ts';
import { chooseOffer } from './choose-offer.ts';
import { executeGeneration } from './execute-generation.ts';
import type { GenerateInput } from './generate-input.type.ts';
import { meetTwin } from './meet-twin.ts';
import type { KeyedRequest } from './meet-twin.ts';
import { openGeneration } from './open-generation.ts';
import type { Opened } from './open-generation.ts';
import type { GenerationParts } from './parts.ts';
import { sweep } from './sweep.ts';

/**
 * Executes a quote or a request once: the id of its generation, whatever became of it; one that nobody waits for is queued. The same key and
 * request answer with the same generation, for ever. A refusal stores and spends nothing and uses up neither key nor quote; its path leads from
 * the input on.
 */
export async function generate(parts: GenerationParts, caller: Caller, input: GenerateInput): Promise<Outcome<string>> {
  const malformed = malformedInput(input);
  if (malformed !== undefined) return refused(malformed);
  const id = parts.newId();
  const { workspaceId, apiKeyId, personId } = caller;
  const uploads = await findUploads(parts.database, workspaceId, [...namedUploads(input), ...namedUploads(input.request ?? {})]);
  const keyed = { workspaceId, apiKeyId, personId, requestKey: input.requestKey, requestHash: generateHash(input, uploads) };
  const run = Promise.withResolvers<void>();
  // From before it is opened until it has ended, the generation is one that this process runs: no sweep touches it.
  parts.running.set(id, run.promise);
  try {
    return (await openAndRun(parts, { id, caller, keyed, input, uploads })) ?? (await metOrUsed(parts, keyed, input.wait));
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
  readonly caller: Caller;
  readonly keyed: KeyedRequest;
  readonly input: GenerateInput;
  /** What the uploads are that it names. */
  readonly uploads: Uploads;
}

/** Undefined: it was not opened, since a generation of its key, or of its quote, was there first. */
async function openAndRun(parts: GenerationParts, wanted: Wanted): Promise<Outcome<string> | undefined> {
  await parts.boundary('opening');
  const opened = await openOnce(parts, wanted);
  if (opened.kind === 'opened') {
    await parts.boundary('opened');
    if (opened.open !== undefined) await executeGeneration(parts, opened.open);
    return accepted(wanted.id);
  }
  if (opened.kind !== 'refused') return undefined;
  // Whatever speaks against the request today, a key that was used has its answer.
  return (await meetTwin(parts, wanted.keyed, wanted.input.wait)) ?? refused(opened.refusal);
}

/** The twin's outcome; where the key has none, the quote was executed under another one. */
async function metOrUsed(parts: GenerationParts, keyed: KeyedRequest, wait: boolean): Promise<Outcome<string>> {
  const met = await meetTwin(parts, keyed, wait);
  if (met !== undefined) return met;
  const message = 'This quote has been executed under another request key: ask for a new quote, or repeat the request with its own key.';
  return refused({ code: 'quote-already-used', message, path: ['quoteId'] });
}

/** By the book in memory; and where that has changed since, or a refusal rests on it, by the book as it is known now. */
async function openOnce(parts: GenerationParts, wanted: Wanted): Promise<Opened> {
  const { keyed, input, uploads } = wanted;
  const asked =
    input.request == null
      ? undefined
      : await prepareRequest(parts.database, keyed.workspaceId, { ...sourcesOf(input, input.request), uploads });
  if (asked?.ok === false) return { kind: 'refused', refusal: asked.refusal };
  const toOpen = { ...wanted, counted: asked === undefined ? undefined : await countPrompt(asked.value) };
  const remembered = parts.book.remembered();
  if (remembered !== undefined) {
    const opened = await open(parts, remembered, toOpen);
    if (opened.kind === 'opened' || opened.kind === 'met') return opened;
  }
  for (;;) {
    const opened = await open(parts, await bookKnownNow(parts, keyed.workspaceId), toOpen);
    if (opened.kind !== 'stale') return opened;
  }
}

interface ToOpen extends Wanted {
  readonly counted: Counted | undefined;
}

async function open(parts: GenerationParts, held: HeldBook, { id, caller, keyed, input, uploads, counted }: ToOpen): Promise<Opened> {
  const at = parts.clock();
  const { workspaceId } = keyed;
  const record =
    counted === undefined
      ? await boundQuote(parts, workspaceId, { quoteId: input.quoteId ?? '', at })
      : priceQuote(held, parts, { workspaceId, counted, createdAt: at, pricedAt: at });
  if (!record.ok) return { kind: 'refused', refusal: record.refusal };
  if (counted === undefined && input.mode === 'batch' && record.value.quote.mode !== 'batch')
    return { kind: 'refused', refusal: quotedRealtime };
  const inputs = await bindInputs(parts.database, { workspaceId, quoted: record.value.quote.request, input, uploads, at });
  if (!inputs.ok) return { kind: 'refused', refusal: inputs.refusal };
  const { stage, id: quoteId } = record.value.quote;
  const released = await checkApproval(parts.database, caller, { stage, quoteId: counted === undefined ? quoteId : undefined });
  if (!released.ok) return { kind: 'refused', refusal: released.refusal };
  const chosen = chooseOffer(record.value, input);
  if (!chosen.ok) return { kind: 'refused', refusal: chosen.refusal };
  const job = jobFor(parts, { id, workspaceId, wait: input.wait }, { record: record.value, chosen: chosen.value });
  const closed = job === undefined ? parts.providers.get(chosen.value.offer.provider)?.closed() : undefined;
  if (closed !== undefined) return { kind: 'refused', refusal: closed };
  const about = { record: record.value, newQuote: counted !== undefined, chosen: chosen.value, inputs: inputs.value, job };
  return await openGeneration(parts, held, { ...keyed, ...about, id, maxCost: input.maxCost ?? null, at });
}

const quotedRealtime: Refusal = {
  code: 'invalid-mode',
  message: 'This quote is for REALTIME: leave mode out, or ask for a quote in BATCH.',
  path: ['mode'],
  accepted: ['REALTIME'],
};

interface Waiting {
  readonly id: string;
  readonly workspaceId: string;
  readonly wait: boolean;
}

/** What wakes somebody up for it, where nobody waits for it here: it said so, or it goes into a batch, which takes hours. */
function jobFor(
  { batches }: GenerationParts,
  { id, workspaceId, wait }: Waiting,
  { record, chosen: { offer } }: { readonly record: QuoteRecord; readonly chosen: OfferRecord },
): Job | undefined {
  const { provider, model } = offer;
  if (record.quote.mode === 'batch')
    return { task: 'gather-batch', payload: { workspaceId, provider, model }, inSeconds: batches.gatherSeconds };
  return wait ? undefined : { task: 'run-generation', payload: { workspaceId, generationId: id } };
}

interface QuoteToBind {
  readonly quoteId: string;
  readonly at: Date;
}

async function boundQuote(parts: GenerationParts, workspaceId: string, { quoteId, at }: QuoteToBind): Promise<Outcome<QuoteRecord>> {
  const record = isId(quoteId) ? await withWorkspace(parts.database, workspaceId, (tx) => readQuote(tx, quoteId)) : undefined;
  if (record === undefined) {
    const message = 'There is no quote of that id: give the id of a quote of this workspace.';
    return refused({ code: 'quote-not-found', message, path: ['quoteId'] });
  }
  const binding = bindingQuote(record, at);
  return binding.ok ? accepted(record) : binding;
}

function sourcesOf({ template, stage, providers, mode }: GenerateInput, request: ImageRequestInput): Omit<RequestSources, 'uploads'> {
  return { request, template, stage, providers, mode };
}
