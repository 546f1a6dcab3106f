import { editedArea, providers } from '@halfpenny/core';
import type { Clock } from '../platform/clock.ts';
import type { Settings } from '../platform/settings.ts';
import { cannotStart, started, type StartOutcome } from '../platform/start-outcome.ts';
import { usualBounds } from './bounds.ts';
import type { Bounds } from './bounds.ts';
import { gated } from './gate.ts';
import type { GatedProvider } from './gate.ts';
import { openaiImages } from './openai-images.ts';
import type { Provider } from './provider.ts';

/** How many calls wait for their turn at a provider; whoever comes after them is refused. */
const inLineMost = 1000;
/** How long a provider that failed again and again is left alone. */
const restSeconds = 30;

/**
 * Every provider, by name: the real one where its key is set, else the sandbox playing it. Refuses where a provider has no
 * key and no sandbox runs to play it. Each stands behind a gate of its own.
 */
export function connectProviders(
  settings: Pick<Settings, 'realProviders' | 'sandboxUrl' | 'providerTimeoutSeconds' | 'providerCallsMost' | 'providerTroublesMost'>,
  clock: Clock,
): StartOutcome<ReadonlyMap<string, GatedProvider>> {
  const bounds = { ...usualBounds, timeoutSeconds: settings.providerTimeoutSeconds };
  const { providerCallsMost: inFlightMost, providerTroublesMost: troublesMost } = settings;
  const rule = { inFlightMost, inLineMost, troublesMost, restSeconds };
  const connected = new Map<string, GatedProvider>();
  const connect = (provider: Provider): void => void connected.set(provider.name, gated(provider, rule, clock));
  for (const name of providers) {
    const real = settings.realProviders[name];
    if (real !== undefined) connect(openaiImages({ name, ...real, simulated: false, editedArea: editedArea(name) }, bounds));
    else if (settings.sandboxUrl !== undefined) connect(played(name, settings.sandboxUrl, bounds));
    else {
      const variable = `${name.toUpperCase()}_API_KEY`;
      return cannotStart(`${variable} is not set, and no sandbox is there to play ${name}: set it, or set SANDBOX_URL.`, 'SANDBOX_URL');
    }
  }
  return started(connected);
}

/** The sandbox takes any key. */
function played(name: string, sandboxUrl: string, bounds: Bounds): Provider {
  const connection = { name, baseUrl: `${sandboxUrl}/${name}/v1`, apiKey: 'sandbox', simulated: true, editedArea: editedArea(name) };
  return openaiImages(connection, bounds);
}
