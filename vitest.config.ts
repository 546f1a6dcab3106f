import { defineConfig } from 'vitest/config';

const conditions = ['@halfpenny/source', 'module', 'node', 'development|production'];
const resolve = {
  // One copy of graphql: its CommonJS and module builds refuse each other's schemas.
  alias: { graphql: 'graphql/index.js' },
  conditions,
};

/** Tests that need PostgreSQL get it from the global set-up, once a run. */
const withDatabase = { globalSetup: ['test/world/postgres.global.ts'] };

function project(name: string, include: string[], extra: Record<string, unknown> = {}) {
  return { resolve, ssr: { resolve: { conditions } }, test: { name, include, environment: 'node' as const, ...extra } };
}

export default defineConfig({
  test: {
    projects: [
      project('core', ['packages/core/src/**/*.test.ts']),
      project('admin', ['packages/admin/src/**/*.test.ts']),
      project('api', ['packages/api/src/**/*.test.ts']),
      project('local', ['infra/local/src/**/*.test.ts'], { testTimeout: 120_000 }),
      project('test', ['test/**/*.test.ts'], { testTimeout: 120_000, hookTimeout: 120_000, ...withDatabase }),
    ],
  },
});
