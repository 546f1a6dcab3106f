import { readFileSync } from 'node:fs';
import * as door from '@halfpenny/core';
import { expect, test } from 'vitest';

const readme = readFileSync(new URL('../../packages/core/README.md', import.meta.url), 'utf8');
const examples = [...readme.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code]) => code ?? '');
const AsyncFunction = (async () => {}).constructor as new (...parts: string[]) => (...values: unknown[]) => Promise<unknown>;

/** Runs an example as a stranger would: imports become what the door exports, and each line `expression; // value` is held to its value. */
async function run(example: string): Promise<number> {
  const lines = example.split('\n').filter((line) => !line.startsWith('import '));
  const checked = lines.map((line) => line.replace(/^([^ /].*); \/\/ (.+)$/, 'hold($1, $2);'));
  let held = 0;
  const hold = (actual: unknown, stated: unknown) => {
    expect(actual).toEqual(stated);
    held += 1;
  };
  await new AsyncFunction('hold', ...Object.keys(door), checked.join('\n'))(hold, ...Object.values(door));
  return held;
}

test("each example of the engine's README says what it says", async () => {
  const held: number[] = [];
  for (const example of examples) held.push(await run(example));
  expect(held).toEqual([4, 1, 4, 3, 1, 3]);
});

test('each name an example imports is one the door has', () => {
  const names = examples.flatMap((example) => /import \{ (.*) \} from '@halfpenny\/core'/.exec(example)?.[1]?.split(', ') ?? []);
  expect(names).toHaveLength(22);
  expect(names.filter((name) => !(name in door))).toEqual([]);
});
