import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tidyRules } from './rules.ts';
import type { TidyRule } from './rules.ts';
import { repository, sourceTree } from './source-tree.ts';
import type { SourceFile } from './source-tree.ts';

const files = sourceTree();

function offenders(rule: TidyRule, among: readonly SourceFile[]): readonly string[] {
  return among
    .filter((file) => rule.appliesTo.test(file.path) && !rule.exempt?.test(file.path) && rule.broken(file))
    .map((file) => file.path);
}

describe.each(tidyRules)('$sentence', (rule) => {
  it('holds for every file', () => {
    expect(offenders(rule, files)).toEqual([]);
  });

  it('catches a file that breaks it', () => {
    expect(offenders(rule, [rule.bad])).toEqual([rule.bad.path]);
  });
});

describe('Documents', () => {
  const documents = files.filter((file) => file.path.endsWith('.md'));

  it('link only to what exists', () => {
    const dead = documents.flatMap(({ path, text }) =>
      [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)]
        .map((match) => join(dirname(path), match[1] ?? ''))
        .filter((target) => !existsSync(join(repository, target)))
        .map((target) => `${path} → ${target}`),
    );
    expect(dead).toEqual([]);
  });

  it('stand in every folder of core and of the API', () => {
    const folders = ['packages/core/src', 'packages/api/src'].flatMap((parent) =>
      readdirSync(join(repository, parent), { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map((entry) => `${parent}/${entry.name}`),
    );
    expect(folders.filter((folder) => !existsSync(join(repository, folder, 'README.md')))).toEqual([]);
  });
});
