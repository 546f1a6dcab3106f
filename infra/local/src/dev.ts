/**
 * `pnpm dev`: the start, begun again whenever the source of core or the API changes, and Vite's own server for the admin,
 * which shows a change in the page as it is saved. Ctrl-C ends both.
 */
import { spawn } from 'node:child_process';
import { watch } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { restartable } from './restartable.ts';

const repository = fileURLToPath(new URL('../../..', import.meta.url));
const admin = join(repository, 'packages', 'admin');

/** What a save in an editor settles within: one restart serves all of its writes. */
const settleMs = 200;

const start = restartable(() =>
  spawn(process.execPath, [join(repository, 'infra/local/src/start.ts')], { env: process.env, stdio: 'inherit', detached: true }),
);
const vite = spawn(process.execPath, [join(admin, 'node_modules/vite/bin/vite.js')], { cwd: admin, env: process.env, stdio: 'inherit' });

let settling: NodeJS.Timeout | undefined;
for (const source of ['packages/core/src', 'packages/api/src', 'packages/api/migrations']) {
  watch(join(repository, source), { recursive: true }, (_, file) => {
    if (file?.endsWith('.test.ts')) return;
    clearTimeout(settling);
    settling = setTimeout(() => void start.restart(), settleMs);
  });
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => {
    vite.kill('SIGTERM');
    void start.stop().then(() => process.exit(0));
  });
}
