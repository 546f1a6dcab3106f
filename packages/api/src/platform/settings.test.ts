import { describe, expect, it } from 'vitest';
import { isLoopback, readSettings } from './settings.ts';

function settingsOf(env: Record<string, string>) {
  const read = readSettings(env);
  if (!read.ok) throw new Error(read.refusal.message);
  return read.value;
}

describe('An empty environment', () => {
  it('listens on 4000 of this machine alone, prices for 15 minutes and plays every provider', () => {
    expect(settingsOf({})).toEqual({
      port: 4000,
      host: '127.0.0.1',
      furtherHosts: [],
      key: undefined,
      production: false,
      databaseUrl: undefined,
      dataFolder: expect.stringMatching(/\/\.data$/),
      sandboxUrl: undefined,
      publicUrl: undefined,
      sandboxPort: undefined,
      workers: 4,
      providerCallsMost: 100,
      providerTroublesMost: 10,
      batchGatherSeconds: 10,
      batchPollSeconds: 60,
      statementPullHours: 24,
      statementRetentionYears: 10,
      openaiBilling: undefined,
      quoteTtlSeconds: 900,
      sweepSeconds: 30,
      providerTimeoutSeconds: 300,
      logLevel: 'info',
      realProviders: {},
      imageBucket: undefined,
      imageRetentionDays: undefined,
      uploadTtlHours: 24,
    });
  });

  it('is what empty and blank values mean', () => {
    expect(settingsOf({ PORT: '', HALFPENNY_KEY: ' ', DATABASE_URL: '' })).toEqual(settingsOf({}));
  });
});

describe('NODE_ENV', () => {
  it('closes everything when it is production, and means nothing otherwise', () => {
    expect(settingsOf({ NODE_ENV: 'production' }).production).toBe(true);
    expect(settingsOf({ NODE_ENV: 'test' }).production).toBe(false);
  });
});

describe('A provider', () => {
  it('is real once its key is set, at its own address or at the one given', () => {
    const { realProviders } = settingsOf({ OPENAI_API_KEY: 'sk-1', PIAPI_API_KEY: 'p-2', PIAPI_BASE_URL: 'http://localhost:9/v1/' });
    expect(realProviders).toEqual({
      openai: { apiKey: 'sk-1', baseUrl: 'https://api.openai.com/v1', imageOrigins: [] },
      piapi: { apiKey: 'p-2', baseUrl: 'http://localhost:9/v1', imageOrigins: ['https://imagefil.scdn.app'] },
    });
  });

  it('stays played when only its address is set', () => {
    expect(settingsOf({ SMARTAIPI_BASE_URL: 'https://elsewhere.example/v1' }).realProviders).toEqual({});
  });
});

describe('A bucket', () => {
  it('keeps the images once it is named, at AWS or where an endpoint says', () => {
    const named = { IMAGE_BUCKET: 'pictures' };
    expect(settingsOf(named).imageBucket).toEqual({ name: 'pictures', region: 'us-east-1', endpoint: undefined, credentials: undefined });
    const own = { IMAGE_BUCKET_ENDPOINT: 'http://localhost:9000/', IMAGE_BUCKET_KEY_ID: 'id', IMAGE_BUCKET_SECRET: 'secret' };
    expect(settingsOf({ ...named, ...own }).imageBucket).toEqual({
      name: 'pictures',
      region: 'us-east-1',
      endpoint: 'http://localhost:9000',
      credentials: { accessKeyId: 'id', secretAccessKey: 'secret' },
    });
  });

  it.each([
    [{ IMAGE_BUCKET: 'No Bucket' }, /^IMAGE_BUCKET is the name of a bucket/],
    [{ IMAGE_BUCKET: 'pictures', IMAGE_BUCKET_SECRET: 'secret' }, /^IMAGE_BUCKET_KEY_ID is not set/],
    [{ IMAGE_BUCKET_REGION: 'eu-west-1' }, /^IMAGE_BUCKET_REGION is set, and IMAGE_BUCKET is not/],
  ])('is refused where it cannot be meant: %o', (env, sentence) => {
    const read = readSettings(env);
    expect(read.ok ? '' : read.refusal.message).toMatch(sentence);
  });
});

describe('A value that cannot be meant is refused by the name of its variable', () => {
  it.each([
    [{ PORT: '65536' }, 'PORT', 'PORT is a whole number from 0 to 65535, not "65536".'],
    [{ PORT: '4000x' }, 'PORT', 'PORT is a whole number from 0 to 65535, not "4000x".'],
    [{ PORT: '-1' }, 'PORT', 'PORT is a whole number from 0 to 65535, not "-1".'],
    [{ SANDBOX_PORT: '1e3' }, 'SANDBOX_PORT', 'SANDBOX_PORT is a whole number from 0 to 65535, not "1e3".'],
    [{ QUOTE_TTL_SECONDS: '0' }, 'QUOTE_TTL_SECONDS', 'QUOTE_TTL_SECONDS is a whole number from 1 to 86400, not "0".'],
    [
      { PROVIDER_TIMEOUT_SECONDS: '301' },
      'PROVIDER_TIMEOUT_SECONDS',
      'PROVIDER_TIMEOUT_SECONDS is a whole number from 1 to 300, not "301".',
    ],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL', 'LOG_LEVEL is one of trace, debug, info, warn, error, fatal, silent, not "loud".'],
    [{ SANDBOX_URL: 'sandbox' }, 'SANDBOX_URL', 'SANDBOX_URL is an address such as https://host/v1, not "sandbox".'],
    [{ OPENAI_BASE_URL: 'ftp://host' }, 'OPENAI_BASE_URL', 'OPENAI_BASE_URL is an address such as https://host/v1, not "ftp://host".'],
    [{ HALFPENNY_HOSTS: 'good.example, b@d' }, 'HALFPENNY_HOSTS', 'HALFPENNY_HOSTS lists host names with commas between: "b@d" is none.'],
    [{ HALFPENNY_KEY: 'short' }, 'HALFPENNY_KEY', 'HALFPENNY_KEY is 16 to 256 visible ASCII characters, without spaces.'],
  ])('%j', (env, variable, message) => {
    expect(readSettings(env)).toEqual({ ok: false, refusal: { message, path: [variable] } });
  });
});

describe('An address that other machines reach', () => {
  it('is refused without a key', () => {
    const message = 'HOST 0.0.0.0 can be reached from other machines: set HALFPENNY_KEY to a secret that an admin shows.';
    expect(readSettings({ HOST: '0.0.0.0' })).toEqual({ ok: false, refusal: { message, path: ['HALFPENNY_KEY'] } });
  });

  it('needs none on a database of its own, where nothing is open', () => {
    expect(settingsOf({ HOST: '0.0.0.0', DATABASE_URL: 'postgresql://127.0.0.1/halfpenny' })).toMatchObject({
      host: '0.0.0.0',
      key: undefined,
    });
  });

  it('answers to the name by which people reach it', () => {
    expect(settingsOf({ HALFPENNY_URL: 'https://halfpenny.example/' })).toMatchObject({
      publicUrl: 'https://halfpenny.example',
      furtherHosts: ['halfpenny.example'],
    });
  });

  it('is taken with one, and with the names it answers to', () => {
    const env = { HOST: '0.0.0.0', HALFPENNY_KEY: '0123456789abcdef', HALFPENNY_HOSTS: 'Prices.example, 10.0.0.7:4000,' };
    expect(settingsOf(env)).toMatchObject({ host: '0.0.0.0', key: '0123456789abcdef', furtherHosts: ['prices.example', '10.0.0.7:4000'] });
  });

  it.each([
    ['localhost', true],
    ['127.0.0.1', true],
    ['127.8.9.10', true],
    ['::1', true],
    ['0.0.0.0', false],
    ['::', false],
    ['127.0.0.1.evil.example', false],
    ['10.0.0.7', false],
  ])('%s is this machine alone: %s', (host, alone) => {
    expect(isLoopback(host)).toBe(alone);
  });
});
