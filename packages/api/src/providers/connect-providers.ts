import { providers } from '@halfpenny/core';
import type { Settings } from '../platform/settings.ts';
import { cannotStart, started, type StartOutcome } from '../platform/start-outcome.ts';
import { usualBounds } from './bounds.ts';
import type { Bounds } from './bounds.ts';
import { openaiImages } from './openai-images.ts';
import type { Provider } from './provider.ts';

/**
 * Every provider, by name: the real one where its key is set, else the sandbox playing it. Refuses where a provider has no
 * key and no sandbox runs to play it.
 */
export function connectProviders(
  settings: Pick<Settings, 'realProviders' | 'sandboxUrl' | 'providerTimeoutSeconds'>,
): StartOutcome<ReadonlyMap<string, Provider>> {
  const bounds = { ...usualBounds, timeoutSeconds: settings.providerTimeoutSeconds };
  const connected = new Map<string, Provider>();
  for (const name of providers) {
    const real = settings.realProviders[name];
    if (real !== undefined) connected.set(name, openaiImages({ name, ...real, simulated: false }, bounds));
    else if (settings.sandboxUrl !== undefined) connected.set(name, played(name, settings.sandboxUrl, bounds));
    else {
      const variable = `${name.toUpperCase()}_API_KEY`;
      return cannotStart(`${variable} is not set, and no sandbox is there to play ${name}: set it, or set SANDBOX_URL.`, 'SANDBOX_URL');
    }
  }
  return started(connected);
}

/** The sandbox takes any key. */
function played(name: string, sandboxUrl: string, bounds: Bounds): Provider {
  return openaiImages({ name, baseUrl: `${sandboxUrl}/${name}/v1`, apiKey: 'sandbox', simulated: true }, bounds);
}
