import type { ProviderFacts } from './provider-facts.ts';

/**
 * A relay. Size defaults to a square; quality to `auto` where tokens are billed and to `standard` for its flat preview. Its document tells callers to
 * pass `standard` for token-billed models too, without saying what that becomes. It prices input text, input images and output images alone, and does not
 * say what becomes of the output text of gpt-image-1.5. Source: PiAPI's price document, read 2026-04-23.
 */
export const piapi: ProviderFacts = {
  name: 'piapi',
  aliases: {},
  defaults: { size: '1024x1024', quality: 'auto', legacyQuality: 'standard' },
  furtherQualities: ['standard'],
  unlistedMeters: ['text_output'],
  editedArea: 'transparent',
};
