import type { Offer } from '@halfpenny/core';
import type { Client } from '@urql/vue';
import { GenerateDocument, GenerationByKeyDocument, QuoteDocument } from '../generated/graphql.ts';
import { failureSentence, isBeforeExecution } from '../graphql/failure-sentence.ts';
import { compareOffers } from './compare-offers.ts';
import type { GenerationRun, RunOrder } from './generation-run.ts';
import { draftToQuoteInput } from './request-draft.ts';
import type { RequestDraft } from './request-draft.ts';

/** Stores the quote at the service and holds its figures against the page's: on to generating, unless they differ. Spends nothing. */
export async function quoteStep(client: Client, order: RunOrder, offer: Offer, draft: RequestDraft): Promise<GenerationRun> {
  const input = draftToQuoteInput(draft, [order.provider]);
  const { data, error } = await client.mutation(QuoteDocument, { input }).toPromise();
  if (!data) return { phase: 'failed', order, sentence: error ? failureSentence(error) : '' };
  if (data.quote.kind === 'Refusal') return { phase: 'refused', order, refusal: data.quote };
  const [stored] = data.quote.offers;
  if (!stored) return { phase: 'failed', order, sentence: 'The service stored a quote without an offer.' };
  const place = { order, quoteId: data.quote.id, offerId: stored.id };
  const differences = compareOffers(offer, stored);
  return differences.length > 0 ? { phase: 'differs', differences, ...place } : { phase: 'generating', ...place };
}

type Sent = { readonly order: RunOrder; readonly quoteId: string; readonly offerId: string };

/** Executes an offer under the order's key. An answer that is lost leaves the run in doubt, never failed: it may have been made. */
export async function generateStep(client: Client, { order, quoteId, offerId }: Sent): Promise<GenerationRun> {
  const limit = order.maxCost === undefined ? {} : { maxCost: { amount: order.maxCost, currency: order.currency } };
  const { requestKey, wait, mode } = order;
  const input = { requestKey, quoteId, offerId, wait, mode, ...limit };
  const { data, error } = await client.mutation(GenerateDocument, { input }).toPromise();
  if (!data && error && isBeforeExecution(error)) return { phase: 'failed', order, sentence: failureSentence(error) };
  if (!data) return { phase: 'in-doubt', order, quoteId, offerId, sentence: error ? failureSentence(error) : '' };
  if (data.generate.kind === 'Generation') return { phase: 'done', generation: data.generate };
  if (data.generate.code === 'APPROVAL_REQUIRED') return { phase: 'reserved', order, quoteId, offerId };
  return { phase: 'refused', order, refusal: data.generate };
}

/** Asks what became of an order whose answer was lost. A key the service does not know yet may still be on its way: the doubt stays. */
export async function askStep(client: Client, { order, quoteId, offerId }: Sent): Promise<GenerationRun> {
  const variables = { requestKey: order.requestKey };
  const { data, error } = await client.query(GenerationByKeyDocument, variables, { requestPolicy: 'network-only' }).toPromise();
  if (data?.generationByKey) return { phase: 'done', generation: data.generationByKey };
  const sentence = error ? failureSentence(error) : 'The service has no generation under this key.';
  return { phase: 'in-doubt', order, quoteId, offerId, sentence };
}
