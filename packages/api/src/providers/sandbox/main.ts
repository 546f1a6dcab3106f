import { resolve } from 'node:path';
import { startSandbox } from './start-sandbox.ts';

/** Runs the sandbox alone: SANDBOX_PORT (4001), SANDBOX_HOST (127.0.0.1), SANDBOX_FOLDER (.data/sandbox). */
const port = process.env['SANDBOX_PORT'] ?? '4001';
const host = process.env['SANDBOX_HOST'] ?? '127.0.0.1';
const folder = resolve(process.env['SANDBOX_FOLDER'] ?? '.data/sandbox');

try {
  const sandbox = await startSandbox({ port: Number(port), host, folder, clock: () => new Date() });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void sandbox.close());
  process.stdout.write(`The sandbox plays openai, piapi and smartaipi at ${sandbox.url}; its invoice is at ${sandbox.url}/invoice.\n`);
} catch (cause) {
  const reason = cause instanceof Error ? cause.message : String(cause);
  process.stderr.write(`The sandbox cannot listen at SANDBOX_PORT ${port} of ${host}, or keep its invoice in ${folder}: ${reason}\n`);
  process.exitCode = 1;
}
