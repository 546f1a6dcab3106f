/** `pnpm start`: everything on one machine. Reads the environment, hands it on, and ends with the exit code it gets back. */
import { fileURLToPath } from 'node:url';
import { progressOn } from './progress.ts';
import { runUntilStopped } from './run-until-stopped.ts';

// The terminal may close before we do; what can no longer be printed must not keep the database from stopping in order.
process.stdout.on('error', () => {});
process.stderr.on('error', () => {});

const exitCode = await runUntilStopped({
  repository: fileURLToPath(new URL('../../..', import.meta.url)),
  env: process.env,
  progress: progressOn(process.stdout, () => performance.now() / 1000),
});
process.exit(exitCode);
