import { cruise } from 'dependency-cruiser';
import type { ICruiseResult } from 'dependency-cruiser';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { repository, sourceTree } from './source-tree.ts';

const rules = createRequire(import.meta.url)('../../.dependency-cruiser.cjs');

/** Runs the project's rules over the packages below a folder. */
async function judge(baseDir: string, folders: readonly string[]): Promise<ICruiseResult> {
  const { output } = await cruise([...folders], { ...rules.options, baseDir, ruleSet: { forbidden: rules.forbidden }, validate: true });
  if (typeof output === 'string') throw new TypeError('The checker answers with a report, not with text.');
  return output;
}

// Reading a thousand modules takes longer than a test usually may where other work is under way.
describe('The boundaries of the architecture', { timeout: 60_000 }, () => {
  it('are kept by every module, and the checker read every module there is', async () => {
    const result = await judge(repository, ['packages', 'infra/local', 'test']);
    expect(result.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)).toEqual([]);

    const modules = sourceTree()
      .map((file) => file.path)
      .filter((path) => /^(packages|infra\/local|test)\/.*\.(ts|vue)$/.test(path) && !path.startsWith('test/tidy/planted/'));
    const read = new Set(result.modules.map((module) => module.source));
    expect(modules.filter((path) => !read.has(path))).toEqual([]);
    expect(modules.length).toBeGreaterThan(100);
  });

  it('are seen to be broken in a planted tree, each rule by its own bad import', async () => {
    const planted = fileURLToPath(new URL('planted/', import.meta.url));
    const result = await judge(planted, ['packages']);
    const caught = new Set(result.summary.violations.map((violation) => violation.rule.name));
    const names: readonly string[] = rules.forbidden.map((rule: { name: string }) => rule.name);
    expect(names.filter((name) => !caught.has(name))).toEqual([]);
  });
});
