import type { ProviderFacts } from './provider-facts.ts';

/** Makes the models. Defaults are `auto`; what that becomes is not documented. Source: OpenAI's image guide, read 2026-11-20. */
export const openai: ProviderFacts = {
  name: 'openai',
  serves: [
    'gpt-image-1',
    'gpt-image-1-mini',
    'gpt-image-1.5',
    'chatgpt-image-latest',
    'gpt-image-2',
    'gpt-image-2.5-sunburst',
    'gpt-image-2.5-flare',
    'gpt-image-2.6-sunburst',
    'gpt-image-2.6-flare',
  ],
  aliases: {},
  defaults: { size: 'auto', quality: 'auto' },
  furtherQualities: [],
};
