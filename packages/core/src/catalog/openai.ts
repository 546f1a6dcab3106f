import type { ProviderFacts } from './provider-facts.ts';

/** Makes the models. Defaults are `auto`; what that becomes is not documented. Source: OpenAI's image guide, read 2026-11-20. */
export const openai: ProviderFacts = {
  name: 'openai',
  aliases: {},
  defaults: { size: 'auto', quality: 'auto' },
  furtherQualities: [],
  unlistedMeters: [],
  editedArea: 'transparent',
};
