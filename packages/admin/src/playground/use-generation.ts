import { parseMoney } from '@halfpenny/core';
import type { Offer } from '@halfpenny/core';
import { useClientHandle } from '@urql/vue';
import type { ShallowRef } from 'vue';
import { isUnderWay } from './generation-run.ts';
import type { GenerationRun, RunOrder } from './generation-run.ts';
import type { RequestDraft } from './request-draft.ts';
import { newRequestKey } from './request-key.ts';
import { askStep, generateStep, quoteStep } from './run-steps.ts';

/** What can be done with the run of the page. */
export interface Generation {
  /** Quotes an offer at the service, compares the figures with the page's, and makes it. One click, one key, one generation. */
  readonly begin: (offer: Offer, draft: RequestDraft, maxCost: string) => Promise<void>;
  /** Goes on although the service's figures are others than the page's, or after an approval; or once more, under the same key, when the answer was lost. */
  readonly send: () => Promise<void>;
  /** Asks what became of a run whose answer was lost. */
  readonly ask: () => Promise<void>;
  readonly dismiss: () => void;
}

/** Runs one generation at a time; `run` says how far it is. */
export function useGeneration(run: ShallowRef<GenerationRun>): Generation {
  const { client } = useClientHandle();

  async function begin({ ...offer }: Offer, { ...draft }: RequestDraft, maxCost: string): Promise<void> {
    if (isUnderWay(run.value)) return;
    const order = newOrder(offer, draft, maxCost);
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
    if (run.value.phase !== 'differs' && run.value.phase !== 'in-doubt' && run.value.phase !== 'reserved') return;
    const { order, quoteId, offerId } = run.value;
    run.value = { phase: 'generating', order, quoteId, offerId };
    run.value = await generateStep(client, run.value);
  }

  async function ask(): Promise<void> {
    if (run.value.phase === 'in-doubt') run.value = await askStep(client, run.value);
  }

  return { begin, send, ask, dismiss: () => void (run.value = { phase: 'idle' }) };
}

function newOrder({ provider, entry, expected }: Offer, { mode, wait, partialImages }: RequestDraft, maxCost: string): RunOrder {
  return {
    provider,
    currency: entry.currency,
    requestKey: newRequestKey(),
    expected,
    maxCost: maxCost.trim() || undefined,
    mode: mode === 'batch' ? 'BATCH' : 'REALTIME',
    wait: mode !== 'batch' && wait !== 'no',
    partialImages: Number(partialImages) || 0,
  };
}
