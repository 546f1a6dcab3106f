import { parseMoney } from '@halfpenny/core';
import type { Offer } from '@halfpenny/core';
import { useClientHandle } from '@urql/vue';
import { readonly, shallowRef } from 'vue';
import type { Ref } from 'vue';
import { GenerationByIdDocument } from '../generated/graphql.ts';
import { isUnderWay } from './generation-run.ts';
import type { GenerationRun } from './generation-run.ts';
import type { RequestDraft } from './request-draft.ts';
import { newRequestKey } from './request-key.ts';
import { askStep, generateStep, quoteStep } from './run-steps.ts';

/** The run of the page and what can be done with it. */
export interface Generation {
  readonly run: Readonly<Ref<GenerationRun>>;
  /** Quotes an offer at the service, compares the figures with the page's, and makes it. One click, one key, one generation. */
  readonly begin: (offer: Offer, draft: RequestDraft, maxCost: string) => Promise<void>;
  /** Goes on although the service's figures are others than the page's, or once more, under the same key, when the answer was lost. */
  readonly send: () => Promise<void>;
  /** Asks what became of a run whose answer was lost. */
  readonly ask: () => Promise<void>;
  /** Shows a generation of before. */
  readonly show: (id: string) => Promise<void>;
  readonly dismiss: () => void;
}

/** Runs one generation at a time. */
export function useGeneration(): Generation {
  const { client } = useClientHandle();
  const run = shallowRef<GenerationRun>({ phase: 'idle' });

  async function begin({ ...offer }: Offer, { ...draft }: RequestDraft, maxCost: string): Promise<void> {
    if (isUnderWay(run.value)) return;
    const { provider, expected, entry } = offer;
    const order = { provider, currency: entry.currency, requestKey: newRequestKey(), expected, maxCost: maxCost.trim() || undefined };
    const limit = order.maxCost === undefined ? null : parseMoney(order.maxCost, order.currency);
    if (limit?.ok === false) {
      run.value = { phase: 'refused', order, refusal: limit.refusal };
      return;
    }
    run.value = { phase: 'quoting', order };
    run.value = await quoteStep(client, order, offer, draft);
    if (run.value.phase === 'generating') run.value = await generateStep(client, run.value);
  }

  async function send(): Promise<void> {
    if (run.value.phase !== 'differs' && run.value.phase !== 'in-doubt') return;
    const { order, quoteId, offerId } = run.value;
    run.value = { phase: 'generating', order, quoteId, offerId };
    run.value = await generateStep(client, run.value);
  }

  async function ask(): Promise<void> {
    if (run.value.phase === 'in-doubt') run.value = await askStep(client, run.value);
  }

  async function show(id: string): Promise<void> {
    if (run.value.phase === 'done' && run.value.generation.id === id) return;
    const { data } = await client.query(GenerationByIdDocument, { id }, { requestPolicy: 'network-only' }).toPromise();
    if (data?.generation && !isUnderWay(run.value)) run.value = { phase: 'done', generation: data.generation };
  }

  const dismiss = () => void (run.value = { phase: 'idle' });
  return { run: readonly(run) as Readonly<Ref<GenerationRun>>, begin, send, ask, show, dismiss };
}
