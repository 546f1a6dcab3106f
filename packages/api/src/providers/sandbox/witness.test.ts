import { countPromptTokens, modelNames, outputTokens, parseMoney, publishedPriceBook, qualitiesOf, quoteRequest } from '@halfpenny/core';
import type { Offer } from '@halfpenny/core';
import { describe, expect, it } from 'vitest';
import { billCall, formatCrumbs } from './bill-call.ts';
import { checkCall, isWireError } from './check-call.ts';
import type { AcceptedCall } from './check-call.ts';
import { countOutputTokens } from './count-output.ts';
import { countUse } from './count-use.ts';
import { playedProviders } from './played-providers.ts';

const prompt = 'Sparkling shell with a pearl';
const today = '2026-11-20';

function accepted(provider: string, body: object): AcceptedCall | undefined {
  const played = playedProviders.find(({ name }) => name === provider);
  const call = played === undefined ? undefined : checkCall(played, { prompt, ...body });
  return call === undefined || isWireError(call) ? undefined : call;
}

/** Every size of the free rule: edges of whole sixteens up to 3840, at most 3:1, 655,360 to 8,294,400 pixels. */
function* legalSizes(): Generator<string> {
  for (let width = 16; width <= 3840; width += 16) {
    for (let height = 16; height <= 3840; height += 16) {
      const pixels = width * height;
      if (pixels >= 655_360 && pixels <= 8_294_400 && Math.max(width, height) <= 3 * Math.min(width, height)) yield `${width}x${height}`;
    }
  }
}

describe('The sandbox and the engine, written apart,', () => {
  it.each([
    ['gpt-image-2', ['low', 'medium', 'high']],
    ['gpt-image-2.5-flare', ['low', 'medium', 'high', 'xhigh', 'max']],
  ])('count the same output tokens for %s at every legal size', (model, qualities) => {
    const differing: string[] = [];
    let compared = 0;
    for (const size of legalSizes()) {
      const call = accepted('openai', { model, size });
      for (const quality of qualities) {
        const engine = outputTokens(model, size, quality);
        const counted = call === undefined ? undefined : countOutputTokens({ ...call, quality });
        compared += 1;
        if (!engine.ok || engine.value.expected !== counted) differing.push(`${size} ${quality}: ${counted}`);
      }
    }
    expect([compared, differing]).toEqual([29_146 * qualities.length, []]);
  });

  it('agree on what every model costs at every provider: the bill is the exact quote, or lies within its range', async () => {
    const promptTokens = await countPromptTokens(prompt);
    const outside: string[] = [];
    let compared = 0;
    for (const model of modelNames()) {
      for (const quality of [undefined, ...qualitiesOf(model)]) {
        for (const size of [undefined, '1024x1024', '1024x1536', '1536x1024', '976x704', '3840x2160']) {
          const request = { model, promptTokens, ...(size !== undefined && { size }), ...(quality !== undefined && { quality }) };
          const quoted = quoteRequest(publishedPriceBook, request, today);
          for (const offer of quoted.ok ? quoted.value.offers : []) {
            compared += 1;
            const bill = await billOf(offer, { model, size, quality });
            if (!isWithin(bill, offer)) outside.push(`${offer.provider} ${model} ${size} ${quality}: ${bill}`);
          }
        }
      }
    }
    expect(outside).toEqual([]);
    expect(compared).toBeGreaterThan(200);
  });
});

async function billOf(offer: Offer, body: object): Promise<string> {
  const call = accepted(offer.provider, body);
  if (call === undefined) return 'refused';
  const bill = billCall(call, await countUse(call), today);
  return bill === undefined ? 'not sold' : formatCrumbs(bill.total);
}

function isWithin(bill: string, { exactness, floor, expected, ceiling }: Offer): boolean {
  const billed = parseMoney(bill, 'USD');
  if (!billed.ok) return false;
  const { pico } = billed.value;
  if (exactness === 'exact') return pico === expected?.pico;
  return (floor === undefined || pico >= floor.pico) && (ceiling === undefined || pico <= ceiling.pico);
}
