import type { SourceFile } from './source-tree.ts';

/** A rule of docs/STYLE.md that a look at one file can decide; `bad` is a file that breaks it, so that the rule is seen to bite. */
export interface TidyRule {
  readonly sentence: string;
  readonly appliesTo: RegExp;
  readonly exempt?: RegExp;
  readonly broken: (file: SourceFile) => boolean;
  readonly bad: SourceFile;
}

const source = /^(packages|infra|test)\/.*\.(ts|vue)$/;
const product = /^(packages\/[^/]+|infra\/local)\/src\/.*\.(ts|vue)$/;
const testFile = /\.test\.ts$/;

export const tidyRules: readonly TidyRule[] = [
  {
    sentence: 'A source file has at most 250 lines.',
    appliesTo: source,
    broken: ({ text }) => text.split('\n').length > 251,
    bad: { path: 'packages/core/src/rating/long.ts', text: 'x\n'.repeat(252) },
  },
  {
    sentence: 'A file is named for its idea, never utils, helpers, common, misc or types.',
    appliesTo: source,
    broken: ({ path }) => /\/(utils?|helpers?|common|misc|types)(\.ts|\/)/.test(path),
    bad: { path: 'packages/core/src/money/utils.ts', text: '' },
  },
  {
    sentence: 'Only the entry files read the environment.',
    appliesTo: product,
    exempt: /\/(main|start|dev)\.ts$|\.test\.ts$/,
    broken: ({ text }) => /process\.env\b/.test(text),
    bad: { path: 'packages/api/src/quote/request-quote.ts', text: 'const ttl = process.env.QUOTE_TTL_SECONDS;' },
  },
  {
    sentence: 'Only the clock reads the clock.',
    appliesTo: /^packages\/(core|api)\/src\/.*\.ts$/,
    exempt: /platform\/clock\.ts$|sandbox\/main\.ts$|\.test\.ts$/,
    broken: ({ text }) => /Date\.now\(|new Date\(\)|performance\.now\(|process\.hrtime/.test(text),
    bad: { path: 'packages/core/src/quote/offer.ts', text: 'const at = Date.now();' },
  },
  {
    sentence: 'Every test pins its clock.',
    appliesTo: testFile,
    exempt: /^test\/tidy\//,
    broken: ({ text }) => /Date\.now\(|new Date\(\)|systemClock/.test(text),
    bad: { path: 'packages/core/src/quote/quote.test.ts', text: 'quoteRequest(book, request, new Date().toISOString())' },
  },
  {
    sentence: 'Money never passes through a floating-point number.',
    appliesTo: product,
    exempt: testFile,
    broken: ({ text }) => /parseFloat|toFixed\(|Number\([^)]*(amount|price|cost|total|charge|pico)/i.test(text),
    bad: { path: 'packages/admin/src/money/MoneyText.vue', text: 'const cents = Number(money.amount);' },
  },
  {
    sentence: 'No test is switched off, none runs alone, and nothing is left to do later.',
    appliesTo: source,
    exempt: /^test\/tidy\//,
    broken: ({ text }) => /\b(TODO|FIXME|XXX|HACK)\b|\b(it|test|describe)\.(only|skip|todo)\(/.test(text),
    bad: { path: 'packages/core/src/money/money.test.ts', text: "it.skip('adds', () => {});" },
  },
  {
    sentence: 'A migration begins with its reason.',
    appliesTo: /^packages\/api\/migrations\/.*\.sql$/,
    broken: ({ text }) => !text.startsWith('-- Why:'),
    bad: { path: 'packages/api/migrations/0099_more.sql', text: 'create table more ();' },
  },
  {
    sentence: 'The README of a source folder fits on a card of 20 lines.',
    appliesTo: /^packages\/(core|api)\/src\/.*README\.md$/,
    broken: ({ text }) => text.trimEnd().split('\n').length > 20,
    bad: { path: 'packages/core/src/money/README.md', text: 'line\n'.repeat(21) },
  },
  {
    sentence: 'A decision fits on one screen and names the check that enforces it.',
    appliesTo: /^docs\/decisions\/.*\.md$/,
    broken: ({ text }) => text.trimEnd().split('\n').length > 60 || !/^\*\*Enforced by\*\*/m.test(text),
    bad: { path: 'docs/decisions/0099-more.md', text: '# We did more' },
  },
  {
    sentence: 'No file names the host of a package registry or a folder of one machine.',
    appliesTo: /./,
    exempt: /^test\/tidy\/rules\.ts$/,
    broken: ({ text }) => /registry\.(npmjs|yarnpkg)\.|npm\.pkg\.github|\/(work|home)\/[a-z]+\/|\/root\/[.a-z]/.test(text),
    bad: { path: 'pnpm-lock.yaml', text: `tarball: https://${['registry', 'npmjs', 'org'].join('.')}/x/-/x-1.0.0.tgz` },
  },
];
