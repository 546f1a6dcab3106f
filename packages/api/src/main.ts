/**
 * The service alone: `node main.js` serves, `node main.js work` works the queue off and answers nobody, `node main.js migrate` prepares the database
 * of DATABASE_URL and ends.
 * This file reads the environment and answers signals; nothing else does.
 */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { startService } from './app.ts';
import { systemClock } from './platform/clock.ts';
import { openLogger } from './platform/logger.ts';
import { readSettings, type Settings } from './platform/settings.ts';
import { startWorkers } from './start-workers.ts';
import { prepareDatabase } from './prepare-database.ts';
import type { StartOutcome } from './platform/start-outcome.ts';

/** Beside this package, in a clone and in the container image alike. */
const builtAdmin = fileURLToPath(new URL('../../admin/dist', import.meta.url));

async function serve(settings: Settings): Promise<StartOutcome<string>> {
  const service = await startService(settings, {
    clock: systemClock,
    logger: openLogger(settings.logLevel),
    adminFolder: existsSync(builtAdmin) ? builtAdmin : undefined,
  });
  if (!service.ok) return service;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void service.value.close());
  const { address, firstAdminLink } = service.value;
  const invitation =
    firstAdminLink === undefined ? '' : `\nNobody is admin yet. Whoever opens this link becomes the first one, once: ${firstAdminLink}`;
  return { ok: true, value: `Halfpenny answers at ${address}.${invitation}` };
}

async function work(settings: Settings): Promise<StartOutcome<string>> {
  const workers = await startWorkers(settings, { clock: systemClock, logger: openLogger(settings.logLevel) });
  if (!workers.ok) return workers;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void workers.value.close());
  return { ok: true, value: `Halfpenny works on what is queued, ${settings.workers} at once.` };
}

async function prepare(settings: Settings): Promise<StartOutcome<string>> {
  if (settings.databaseUrl === undefined)
    return { ok: false, refusal: { message: 'DATABASE_URL is not set: it names the database to migrate.', path: [] } };
  const prepared = await prepareDatabase(settings.databaseUrl, { clock: systemClock, logger: openLogger(settings.logLevel) });
  if (!prepared.ok) return prepared;
  const { migrations, priceEntries } = prepared.value;
  return { ok: true, value: `The database is ready: ${migrations.length} migrations ran, ${priceEntries} price entries were added.` };
}

const programs: Readonly<Record<string, (settings: Settings) => Promise<StartOutcome<string>>>> = { serve, work, migrate: prepare };
const { argv } = process;
const program = programs[argv[2] ?? 'serve'];
const settings = readSettings(process.env);
const unknown = { ok: false, refusal: { message: `There is no program "${argv[2]}": say serve, work or migrate.`, path: [] } } as const;
const outcome = !settings.ok ? settings : program === undefined ? unknown : await program(settings.value);
if (outcome.ok) process.stdout.write(`${outcome.value}\n`);
else {
  process.stderr.write(`${outcome.refusal.message}\n`);
  process.exitCode = 1;
}
