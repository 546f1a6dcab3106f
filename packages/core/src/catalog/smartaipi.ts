import type { ProviderFacts } from './provider-facts.ts';

/**
 * A relay that routes legacy names to gpt-image-2. Quality defaults to `medium`; no default size is documented, so it is the provider's choice.
 * Source: Smart AIPI's announcement, read 2026-04-24.
 */
export const smartaipi: ProviderFacts = {
  name: 'smartaipi',
  aliases: { 'dall-e': 'gpt-image-2', 'dall-e-3': 'gpt-image-2', 'gpt-image': 'gpt-image-2', 'gpt-image-latest': 'gpt-image-2' },
  defaults: { size: 'auto', quality: 'medium' },
  furtherQualities: [],
  unlistedMeters: [],
  editedArea: 'white',
};
