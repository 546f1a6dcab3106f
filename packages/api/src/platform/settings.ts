/**
 * What can be set from outside, read once. A value that cannot be meant is refused by the name of its variable, with what would be accepted;
 * an empty one counts as absent.
 */
import { providers } from '@halfpenny/core';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readImageSettings, type ImageSettings } from './image-settings.ts';
import { readExecutionSettings, type ExecutionSettings } from './execution-settings.ts';
import { given, httpUrl, oneOf, origins, wholeNumber, type Environment } from './read-variable.ts';
import { cannotStart, started, type StartOutcome } from './start-outcome.ts';

/** A real provider: where it is and by which key. */
interface ProviderAccess {
  readonly baseUrl: string;
  readonly apiKey: string;
  /** Origins besides that of `baseUrl` at which its images may lie. */
  readonly imageOrigins: readonly string[];
}

/** Everything that can be set. Ports are 0 to 65535, 0 being any free one; seconds are whole. */
export interface Settings extends ExecutionSettings, ImageSettings {
  readonly port: number;
  readonly host: string;
  /** Host names answered beside the loopback ones and `host` itself. */
  readonly furtherHosts: readonly string[];
  /** A key that stands for an admin. Undefined: none. */
  readonly key: string | undefined;
  /** NODE_ENV is production: then nothing is open, whatever the database. */
  readonly production: boolean;
  /** Where people reach the service, such as https://halfpenny.example. Undefined: where it listens. */
  readonly publicUrl: string | undefined;
  /** Undefined: the one-machine start boots a PostgreSQL of its own. */
  readonly databaseUrl: string | undefined;
  /** Absolute path of the folder for images, and for the database and the sandbox of a one-machine start. */
  readonly dataFolder: string;
  /** Undefined: no sandbox is running yet. */
  readonly sandboxUrl: string | undefined;
  /** Undefined: the port after `port`, or any free one. */
  readonly sandboxPort: number | undefined;
  readonly quoteTtlSeconds: number;
  /** How often what no process runs any more is looked for. */
  readonly sweepSeconds: number;
  /** How long a provider is waited for, its whole reply included. */
  readonly providerTimeoutSeconds: number;
  readonly logLevel: string;
  /** Where OpenAI states costs and usage, and the admin key it is asked with. Undefined: none is set. */
  readonly openaiBilling: { readonly baseUrl: string; readonly adminKey: string } | undefined;
  /** Providers whose key is set, by name. The others are played by the sandbox. */
  readonly realProviders: Readonly<Record<string, ProviderAccess>>;
}

const defaultBaseUrls: Readonly<Record<string, string>> = {
  openai: 'https://api.openai.com/v1',
  piapi: 'https://api.piapi.ai/v1',
  smartaipi: 'https://api.smartaipi.com/v1',
};
/** Where replies that name images by an address are known to keep them. Source: the sample reply in PiAPI's document, read 2026-04-23. */
const defaultImageOrigins: Readonly<Record<string, readonly string[]>> = { piapi: ['https://imagefil.scdn.app'] };
const repository = fileURLToPath(new URL('../../../..', import.meta.url));
const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'];
const quoteTtlSecondsMost = 86_400;
const sweepSecondsMost = 3_600;
/** 4K at the best quality takes about two minutes; a twin waits no longer than the longest call. */
const providerTimeoutSeconds = { fallback: 300, least: 1, most: 300 };

/** The environment → settings. Example: `readSettings({ PORT: '4010' })` holds port 4010 and the default of everything else. */
export function readSettings(env: Environment): StartOutcome<Settings> {
  const port = wholeNumber(env, 'PORT', { fallback: 4000, most: 65_535 });
  const sandboxPort = wholeNumber(env, 'SANDBOX_PORT', { fallback: undefined, most: 65_535 });
  const quoteTtlSeconds = wholeNumber(env, 'QUOTE_TTL_SECONDS', { fallback: 900, least: 1, most: quoteTtlSecondsMost });
  const providerTimeout = wholeNumber(env, 'PROVIDER_TIMEOUT_SECONDS', providerTimeoutSeconds);
  const sweepSeconds = wholeNumber(env, 'SWEEP_SECONDS', { fallback: 30, least: 1, most: sweepSecondsMost });
  const guarded = hostAndKey(env);
  const logLevel = oneOf(env, 'LOG_LEVEL', logLevels, 'info');
  const sandboxUrl = httpUrl(env, 'SANDBOX_URL');
  const publicUrl = httpUrl(env, 'HALFPENNY_URL');
  const realProviders = providersWithKeys(env);
  const images = readImageSettings(env);
  const execution = readExecutionSettings(env);
  if (!port.ok) return port;
  if (!sandboxPort.ok) return sandboxPort;
  if (!quoteTtlSeconds.ok) return quoteTtlSeconds;
  if (!providerTimeout.ok) return providerTimeout;
  if (!sweepSeconds.ok) return sweepSeconds;
  if (!guarded.ok) return guarded;
  if (!logLevel.ok) return logLevel;
  if (!sandboxUrl.ok) return sandboxUrl;
  if (!publicUrl.ok) return publicUrl;
  if (!realProviders.ok) return realProviders;
  if (!execution.ok) return execution;
  if (!images.ok) return images;
  return started({
    ...guarded.value,
    ...execution.value,
    ...images.value,
    port: port.value,
    sandboxPort: sandboxPort.value,
    quoteTtlSeconds: quoteTtlSeconds.value,
    sweepSeconds: sweepSeconds.value,
    providerTimeoutSeconds: providerTimeout.value,
    logLevel: logLevel.value,
    sandboxUrl: sandboxUrl.value,
    publicUrl: publicUrl.value,
    furtherHosts: [...guarded.value.furtherHosts, ...(publicUrl.value === undefined ? [] : [new URL(publicUrl.value).host])],
    realProviders: realProviders.value,
    openaiBilling: openaiBilling(env),
    production: given(env, 'NODE_ENV') === 'production',
    databaseUrl: given(env, 'DATABASE_URL'),
    dataFolder: resolve(given(env, 'HALFPENNY_DATA') ?? resolve(repository, '.data')),
  });
}

/** Whether only this machine can reach an address. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

type Guarded = Pick<Settings, 'host' | 'furtherHosts' | 'key'>;

function hostAndKey(env: Environment): StartOutcome<Guarded> {
  const host = given(env, 'HOST') ?? '127.0.0.1';
  const key = given(env, 'HALFPENNY_KEY');
  if (key === undefined && !isLoopback(host) && given(env, 'DATABASE_URL') === undefined) {
    return cannotStart(
      `HOST ${host} can be reached from other machines: set HALFPENNY_KEY to a secret that an admin shows.`,
      'HALFPENNY_KEY',
    );
  }
  if (key !== undefined && !/^[\x21-\x7e]{16,256}$/.test(key)) {
    return cannotStart('HALFPENNY_KEY is 16 to 256 visible ASCII characters, without spaces.', 'HALFPENNY_KEY');
  }
  const furtherHosts = (given(env, 'HALFPENNY_HOSTS') ?? '').split(',').map((name) => name.trim().toLowerCase());
  const strange = furtherHosts.find((name) => name !== '' && !/^[a-z0-9._[\]:-]+$/.test(name));
  if (strange !== undefined) {
    return cannotStart(`HALFPENNY_HOSTS lists host names with commas between: "${strange}" is none.`, 'HALFPENNY_HOSTS');
  }
  return started({ host, key, furtherHosts: furtherHosts.filter((name) => name !== '') });
}

/** The address was checked with those of the providers. */
function openaiBilling(env: Environment): Settings['openaiBilling'] {
  const adminKey = given(env, 'OPENAI_ADMIN_KEY');
  const baseUrl = given(env, 'OPENAI_BASE_URL')?.replace(/\/+$/, '') ?? defaultBaseUrls['openai'];
  return adminKey === undefined || baseUrl === undefined ? undefined : { adminKey, baseUrl };
}

function providersWithKeys(env: Environment): StartOutcome<Readonly<Record<string, ProviderAccess>>> {
  const real: Record<string, ProviderAccess> = {};
  for (const provider of providers) {
    const variable = provider.toUpperCase();
    const apiKey = given(env, `${variable}_API_KEY`);
    const baseUrl = httpUrl(env, `${variable}_BASE_URL`);
    const imageOrigins = origins(env, `${variable}_IMAGE_ORIGINS`, defaultImageOrigins[provider] ?? []);
    if (!baseUrl.ok) return baseUrl;
    if (!imageOrigins.ok) return imageOrigins;
    if (apiKey === undefined) continue;
    const address = baseUrl.value ?? defaultBaseUrls[provider];
    if (address === undefined) return cannotStart(`${variable}_BASE_URL is needed beside ${variable}_API_KEY.`, `${variable}_BASE_URL`);
    real[provider] = { apiKey, baseUrl: address, imageOrigins: imageOrigins.value };
  }
  return started(real);
}
