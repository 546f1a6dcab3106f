import { defineConfig } from 'vitest/config';

// Not `module`: Node could not load what the AWS SDK offers under it.
const conditions = ['@halfpenny/source', 'node', 'development|production'];
const resolve = {
  // One copy of graphql: its CommonJS and module builds refuse each other's schemas.
  alias: { graphql: 'graphql/index.js' },
  conditions,
};

/** A set of test files that need nothing but Node, and so can share a worker. */
function pure(name: string, include: string[]) {
  return {
    resolve,
    ssr: { resolve: { conditions } },
    test: { name, include, environment: 'node' as const, testTimeout: 60_000, isolate: false },
  };
}

/**
 * A set of test files that talk to PostgreSQL, to servers and to a browser; the set-up starts one PostgreSQL for the run. Those of the API load it
 * once a worker, since each has a database and services of its own; others start processes and browsers, and have a worker to themselves.
 */
function world(name: string, include: string[]) {
  const files = pure(name, include);
  const limits = { testTimeout: 120_000, hookTimeout: 120_000 };
  return { ...files, test: { ...files.test, ...limits, isolate: name !== 'api', globalSetup: ['test/world/postgres.global.ts'] } };
}

export default defineConfig({
  test: {
    // Most files wait for PostgreSQL, a browser or a process: two at once keep two cores busy, where the default of one fewer than cores does not.
    maxWorkers: 2,
    projects: [
      pure('core', ['packages/core/src/**/*.test.ts']),
      pure('admin', ['packages/admin/src/**/*.test.ts']),
      pure('tidy', ['test/{tidy,golden,laws}/*.test.ts']),
      world('api', ['packages/api/src/**/*.test.ts']),
      world('local', ['infra/**/*.test.ts']),
      world('world', ['test/{world,container,journeys,browser,faults}/**/*.test.ts']),
    ],
  },
});
