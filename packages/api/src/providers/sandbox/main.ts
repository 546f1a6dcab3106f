import { resolve } from 'node:path';
import { startSandbox } from './start-sandbox.ts';

/** Runs the sandbox alone: SANDBOX_PORT (4001), SANDBOX_HOST (127.0.0.1), SANDBOX_FOLDER (.data/sandbox). */
const sandbox = await startSandbox({
  port: Number(process.env['SANDBOX_PORT'] ?? 4001),
  host: process.env['SANDBOX_HOST'] ?? '127.0.0.1',
  folder: resolve(process.env['SANDBOX_FOLDER'] ?? '.data/sandbox'),
  clock: () => new Date(),
});
process.stdout.write(`The sandbox plays openai, piapi and smartaipi at ${sandbox.url}; its invoice is at ${sandbox.url}/invoice.\n`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void sandbox.close());
