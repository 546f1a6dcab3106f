import { entryInForce, priceBook, priceEntry, publishedPriceBook, rateUsage } from '@halfpenny/core';
import { calcPrice } from '@pydantic/genai-prices';
import { engineSection } from './engine-section.ts';
import type { Rate, Section } from './report.ts';
import { unwrap } from './unwrap.ts';

const at = '2026-11-20T12:00:00Z';
const key = { provider: 'openai', model: 'gpt-image-2', mode: 'realtime' } as const;

/** One gpt-image-2 edit, looked up and rated, beside the peer on the same usage; at least 50 times as fast. */
export async function benchRating(): Promise<Section> {
  const usage = { text_input: 200n, image_input: 1000n, image_output: 4547n };
  const theirs = { input_tokens: 1200, input_image_tokens: 1000, output_tokens: 4547 };
  const timestamp = new Date(at);
  const instants = Array.from({ length: 1000 }, (_, index) => new Date(timestamp.getTime() + index * 1001).toISOString());
  const tiered = tieredBook();
  let turn = 0;
  const tasks = {
    'genai-prices: look up and price': () => void calcPrice(theirs, 'gpt-image-2', { providerId: 'openai', timestamp }),
    'halfpenny: look up and rate': () => void rateUsage(usage, unwrap(entryInForce(publishedPriceBook, key, at))),
    'halfpenny: the same, each at another instant': () => {
      turn = (turn + 1) % instants.length;
      rateUsage(usage, unwrap(entryInForce(publishedPriceBook, key, instants[turn] ?? at)));
    },
    'halfpenny: with tiers, a modifier and a minimum': () => void rateUsage(usage, unwrap(entryInForce(tiered, key, at)), {}, {}),
  };
  return engineSection('Rating one gpt-image-2 edit (200 text, 1,000 image in, 4,547 image out)', tasks, timesAsFast);
}

/** The second rate against the first, the peer's. */
function timesAsFast([peer, ours]: readonly Rate[]) {
  const times = (ours?.perSecond ?? 0) / (peer?.perSecond ?? 1);
  return [
    { promise: 'at least 50 times as fast as the peer, look-up included', measured: `${times.toFixed(1)} times`, holds: times >= 50 },
  ];
}

function tieredBook() {
  const tiers = [{ upTo: 1_000_000, price: '32.00' }];
  const components = [
    { meter: 'text_input', price: '5.00', per: 1_000_000 },
    { meter: 'image_input', price: '8.00', per: 1_000_000 },
    { meter: 'image_output', price: '30.00', per: 1_000_000, tiers, counted: 'per-period' as const },
  ];
  const terms = { minimumCharge: '0.01', modifiers: [{ multiply: '1.1' }] };
  return unwrap(priceBook([unwrap(priceEntry({ ...key, currency: 'USD', from: '2026-04-21', components, ...terms }))]));
}
