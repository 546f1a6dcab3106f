import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { repository, sourceTree } from './source-tree.ts';

/** The icons of a page by its text: "i-lucide-check" is check. */
function named(text: string): readonly string[] {
  return [...text.matchAll(/\bi-lucide-([a-z0-9-]+)/g)].map(([, name = '']) => name);
}

it('Every icon that a page names is bundled with it, and none is bundled in vain', () => {
  const config = readFileSync(`${repository}packages/admin/vite.config.ts`, 'utf8');
  const list = /const icons = \[([^\]]*)\]/.exec(config)?.[1] ?? '';
  const bundled = [...list.matchAll(/'([a-z0-9-]+)'/g)].map(([, name = '']) => name);
  const pages = sourceTree().filter(({ path }) => path.startsWith('packages/admin/src/') && !path.endsWith('.test.ts'));
  expect([...new Set(pages.flatMap(({ text }) => named(text)))].toSorted()).toEqual(bundled.toSorted());
});
