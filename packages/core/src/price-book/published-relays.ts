import type { PriceEntryInput } from './price-entry.ts';
import { perImage, perMillion } from './published-rates.ts';

const piapiEntry = {
  provider: 'piapi',
  mode: 'realtime',
  currency: 'USD',
  from: '2026-04-23',
  until: null,
  source: 'PiAPI price document',
  checkedOn: '2026-04-23',
} as const;

const oneCachedRate = 'one cached rate per model: cached image input is billed at the cached text rate';
const square = ['1024x1024'];
const oblong = ['1024x1536', '1536x1024'];

/** What PiAPI publishes. Source: its price document, read 2026-04-23. */
export const piapiPriceEntries: readonly PriceEntryInput[] = [
  { ...piapiEntry, model: 'gpt-image-1', kind: 'metered', components: relayed('10.00', '40.00'), note: oneCachedRate },
  { ...piapiEntry, model: 'gpt-image-1.5', kind: 'metered', components: relayed('8.00', '32.00'), note: oneCachedRate },
  { ...piapiEntry, model: 'gpt-image-2', kind: 'metered', components: relayed('8.00', '30.00'), note: oneCachedRate },
  {
    ...piapiEntry,
    model: 'gpt-image-2-preview',
    kind: 'flat',
    components: [{ meter: 'image', price: '0.10', per: 1 }],
    note: 'flat per generated image whatever the size, quality or token count; "each generation costs $0.10 / image"',
  },
];

/** What Smart AIPI publishes. Source: its announcement, read 2026-04-24. */
export const smartaipiPriceEntries: readonly PriceEntryInput[] = [
  {
    provider: 'smartaipi',
    model: 'gpt-image-2',
    mode: 'realtime',
    currency: 'USD',
    from: '2026-04-21',
    until: null,
    kind: 'flat',
    components: [
      perImage('0.003', 'low', square),
      perImage('0.0265', 'medium', square),
      perImage('0.1055', 'high', square),
      perImage('0.0045', 'low', oblong),
      perImage('0.0398', 'medium', oblong),
      perImage('0.1583', 'high', oblong),
    ],
    source: 'Smart AIPI announcement',
    checkedOn: '2026-04-24',
    note: 'other sizes are not in the published table: no price is known for them, only the claim "50% of OpenAI"',
  },
];

function relayed(imageInput: string, imageOutput: string) {
  return perMillion({
    text_input: '5.00',
    text_input_cached: '1.25',
    image_input: imageInput,
    image_input_cached: '1.25',
    image_output: imageOutput,
  });
}
