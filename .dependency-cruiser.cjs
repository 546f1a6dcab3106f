/**
 * The boundaries of docs/ARCHITECTURE.md, as rules. Each rule's comment is the sentence it enforces.
 * test/tidy/boundaries.test.ts runs them, counts the modules they saw, and shows each one catching a planted import.
 */

/** Folders of core, lowest layer first: a folder may import from its own layer or a lower one. */
const coreLayers = [
  ['money', 'time', 'refusal'],
  ['catalog', 'meter'],
  ['tokens', 'price-book'],
  ['rating', 'price-draft'],
  ['quote', 'budget', 'reconcile', 'template'],
];

/** Folders of the API that are slices of the domain; everything beneath them is platform. */
const beneathSlices = '^packages/api/src/platform/';
const slices =
  '^packages/api/src/(access|batch|budget|change-set|generation|images|ledger|outcome|price-book|price-list|providers|queue|quote|stage|statement|template|uploads)/';
const isTest = '\\.test\\.ts$';

function coreLayerRules() {
  return coreLayers.slice(1).map((layer, index) => {
    const lower = coreLayers.slice(0, index + 1).flat();
    return {
      name: `core-${layer[0]}-is-above-${lower.at(-1)}`,
      comment: `In core, ${lower.join(', ')} stand below ${layer.join(', ')} and never import from them.`,
      severity: 'error',
      from: { path: `^packages/core/src/(${lower.join('|')})/`, pathNot: isTest },
      to: { path: `^packages/core/src/(${layer.join('|')})/` },
    };
  });
}

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Imports point one way: no module reaches itself.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'every-import-resolves',
      comment: 'An import that cannot be resolved is not checked by any other rule.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'core-is-pure',
      comment: 'Core imports nothing but itself and the tokenizer: no platform, no I/O, no framework.',
      severity: 'error',
      from: { path: '^packages/core/src/', pathNot: isTest },
      to: { pathNot: '^packages/core/src/|node_modules/gpt-tokenizer/' },
    },
    ...coreLayerRules(),
    {
      name: 'admin-knows-core-alone',
      comment: 'The admin imports core and its own generated types, never the source of the API or of the launcher.',
      severity: 'error',
      from: { path: '^packages/admin/' },
      to: { path: '^(packages/api|infra|test)/' },
    },
    {
      name: 'api-knows-core-alone',
      comment: 'The API imports core, never the admin, the launcher or the tests.',
      severity: 'error',
      from: { path: '^packages/api/', pathNot: isTest },
      to: { path: '^(packages/admin|infra|test)/' },
    },
    {
      name: 'platform-is-below-the-slices',
      comment: 'The platform serves every slice and knows none.',
      severity: 'error',
      from: { path: beneathSlices, pathNot: isTest },
      to: { path: `${slices}|^packages/api/src/(app|main)\\.ts$` },
    },
    {
      name: 'slices-are-below-the-app',
      comment: 'Slices are composed by app.ts and never import it.',
      severity: 'error',
      from: { path: slices, pathNot: isTest },
      to: { path: '^packages/api/src/(app|main|index)\\.ts$' },
    },
    {
      name: 'sandbox-is-an-independent-witness',
      comment: 'The sandbox keeps an invoice that the ledger is held against, so it shares no code with what it judges.',
      severity: 'error',
      from: { path: '^packages/api/src/providers/sandbox/', pathNot: isTest },
      to: { path: '^packages/(core|admin)/|^packages/api/src/', pathNot: '^packages/api/src/providers/sandbox/' },
    },
    {
      name: 'nothing-comes-in-by-its-own-door',
      comment: 'An index.ts is for other packages; inside a package, import the file that holds the idea.',
      severity: 'error',
      from: { path: '^(packages/[^/]+|infra/local)/' },
      to: { path: '^$1/src/index\\.ts$' },
    },
    {
      name: 'nothing-builds-on-a-test',
      comment: 'A test file is imported by nothing.',
      severity: 'error',
      from: {},
      to: { path: isTest },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|generated)/|^test/tidy/planted/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@halfpenny/source', 'import', 'module', 'node', 'default', 'types'],
      extensions: ['.ts', '.vue', '.js', '.mjs', '.cjs', '.json'],
    },
  },
};
