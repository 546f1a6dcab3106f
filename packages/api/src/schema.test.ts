import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { printServiceSchema } from './schema-text.ts';

test('the schema is the one that stands in schema.graphql; a wanted change is written by `pnpm --filter @halfpenny/api run schema`', async () => {
  expect(await printServiceSchema()).toBe(readFileSync(new URL('../schema.graphql', import.meta.url), 'utf8'));
});
