import { readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const core = fileURLToPath(new URL('../../packages/core/', import.meta.url));
const source = resolve(core, 'src');
const read = (file: string): string => readFileSync(file, 'utf8');

/** The modules a module loads at once, itself included: what a bundler keeps at most for who imports a name of it. Types and imports on demand load nothing. */
function loadedBy(file: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  const imports = read(file).matchAll(/^(?:import|export) (?!type\b)[^;]*? from '(\.[^']+)';/gms);
  for (const [, path = ''] of imports) loadedBy(resolve(dirname(file), path), seen);
  return seen;
}

/** The folders of core that a module of it loads. */
function foldersLoadedBy(module: string): readonly string[] {
  const folders = [...loadedBy(resolve(source, module))].map((file) => dirname(relative(source, file)));
  return [...new Set(folders)].toSorted();
}

test('the package says that loading it does nothing, and its door only passes names on', () => {
  expect(JSON.parse(read(resolve(core, 'package.json')))).toMatchObject({ type: 'module', sideEffects: false });
  const statements = read(resolve(source, 'index.ts'))
    .replace(/\/\*\*.*?\*\//gs, '')
    .split(';')
    .map((text) => text.trim())
    .filter(Boolean);
  expect(statements.filter((statement) => !/^export (type )?\{[^}]*\} from '[^']+'$/s.test(statement))).toEqual([]);
});

test.each([
  ['money/money.ts', ['money', 'refusal']],
  ['time/instant.ts', ['refusal', 'time']],
  ['meter/usage-from-reading.ts', ['meter', 'refusal']],
  ['price-book/price-entry.ts', ['meter', 'money', 'price-book', 'refusal', 'time']],
  ['rating/rate-usage.ts', ['meter', 'money', 'price-book', 'rating', 'refusal', 'time']],
])('who needs %s loads no more than %j', (module, folders) => {
  expect(foldersLoadedBy(module)).toEqual(folders);
});

test('rating loads no price list, and nothing but a count of tokens loads the tokenizer', () => {
  const rating = [...loadedBy(resolve(source, 'rating/rate-usage.ts'))];
  expect(rating.filter((file) => file.includes('published'))).toEqual([]);
  const everything = [...loadedBy(resolve(source, 'index.ts'))];
  expect(everything.length).toBeGreaterThan(100);
  expect(everything.filter((file) => /^import (?!type\b)[^;]* from 'gpt-tokenizer/m.test(read(file)))).toEqual([]);
});
