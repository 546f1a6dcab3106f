import type { PriceEntryInput } from './price-entry.ts';
import { perMillion } from './published-rates.ts';

const openaiEntry = {
  provider: 'openai',
  mode: 'realtime',
  currency: 'USD',
  kind: 'metered',
  source: 'openai.com API pricing page and model pages',
  checkedOn: '2026-11-20',
} as const;

const gptImage1 = perMillion({
  text_input: '5.00',
  text_input_cached: '1.25',
  image_input: '10.00',
  image_input_cached: '2.50',
  image_output: '40.00',
});
const mini = perMillion({
  text_input: '2.00',
  text_input_cached: '0.20',
  image_input: '2.50',
  image_input_cached: '0.25',
  image_output: '8.00',
});
const gptImage15 = perMillion({
  text_input: '5.00',
  text_input_cached: '1.25',
  image_input: '8.00',
  image_input_cached: '2.00',
  image_output: '32.00',
  text_output: '10.00',
});
const gptImage2 = perMillion({
  text_input: '5.00',
  text_input_cached: '1.25',
  image_input: '8.00',
  image_input_cached: '2.00',
  image_output: '30.00',
});
const batch = perMillion({ text_input: '2.50', image_input: '4.00', image_output: '15.00' });

const noBatch = 'batch: sources conflict, so none is listed';
const textOutput = 'also bills a variable number of output TEXT tokens';

/** What OpenAI publishes, per million tokens. Source: its pricing page and model pages, read on the day each entry names. */
export const openaiPriceEntries: readonly PriceEntryInput[] = [
  { ...openaiEntry, model: 'gpt-image-1', from: '2025-04-23', until: '2026-10-23', components: gptImage1, note: 'shut down 2026-10-23' },
  {
    ...openaiEntry,
    model: 'gpt-image-1-mini',
    from: '2025-10-06',
    until: '2026-12-01',
    components: mini,
    note: 'one source dates the release 2025-09-26',
  },
  { ...openaiEntry, model: 'gpt-image-1.5', from: '2025-12-16', until: '2026-12-01', components: gptImage15, note: textOutput },
  { ...openaiEntry, model: 'chatgpt-image-latest', from: '2025-12-16', until: '2026-12-01', components: gptImage15, note: textOutput },
  {
    ...openaiEntry,
    model: 'gpt-image-2',
    from: '2026-04-21',
    until: null,
    components: gptImage2,
    note: 'cached rates apply to images made through the Responses API; the Images API reports no cached tokens',
  },
  {
    ...openaiEntry,
    model: 'gpt-image-2',
    mode: 'batch',
    from: '2026-04-21',
    until: null,
    components: batch,
    note: 'batch halves the price',
  },
  { ...openaiEntry, model: 'gpt-image-2.5-sunburst', from: '2026-09-08', until: null, components: gptImage2, note: noBatch },
  { ...openaiEntry, model: 'gpt-image-2.5-flare', from: '2026-09-08', until: null, components: gptImage2, note: noBatch },
  { ...openaiEntry, model: 'gpt-image-2.6-sunburst', from: '2026-11-04', until: null, components: gptImage2 },
  { ...openaiEntry, model: 'gpt-image-2.6-flare', from: '2026-11-04', until: null, components: gptImage2 },
];
