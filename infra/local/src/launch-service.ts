/** The two servers of a start: the sandbox, for providers whose key is not set, and the service itself. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Launch } from './launching.ts';
import { meant, StartRefused } from './start-refused.ts';

const providers = ['openai', 'piapi', 'smartaipi'];

/** Starts the sandbox if some provider must be played and none was named, and returns where it answers. */
export async function playProviders(launch: Launch): Promise<string | undefined> {
  const { settings, progress, shutdown } = launch;
  const played = providers.filter((provider) => !(provider in settings.realProviders));
  if (played.length === 0 || settings.sandboxUrl !== undefined) return settings.sandboxUrl;
  return progress.step(`The sandbox plays ${played.join(', ')}`, async (note) => {
    const sandbox = await startSandboxNear(launch);
    await shutdown.add('The sandbox', () => sandbox.close());
    note('simulated, no money is spent');
    return sandbox.url;
  });
}

type Sandbox = Awaited<ReturnType<Launch['api']['startSandbox']>>;

/** On the port that is set, else on the one after the service's, else, that being taken, on any free one. */
async function startSandboxNear({ api, settings, logger }: Launch): Promise<Sandbox> {
  const folder = join(settings.dataFolder, 'sandbox');
  const startAt = (port: number): Promise<Sandbox> => api.startSandbox({ port, folder, clock: api.systemClock, logger });
  const { port, sandboxPort } = settings;
  const wanted = sandboxPort ?? (port === 0 || port === 65_535 ? 0 : port + 1);
  try {
    return await startAt(wanted);
  } catch (error) {
    if (!isTaken(error)) throw error;
    if (sandboxPort === undefined) return startAt(0);
    throw new StartRefused(`Port ${wanted} is taken: stop what listens there, or set SANDBOX_PORT to another one.`, { cause: error });
  }
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
}

/** Where a person finds the service. */
export interface Served {
  /** What they open. */
  readonly address: string;
  /** What makes the first admin; undefined where none is needed. */
  readonly firstAdminLink: string | undefined;
}

/** Starts the service with the admin and returns where a person finds it. */
export async function serve(launch: Launch, urls: { databaseUrl: string; sandboxUrl: string | undefined }): Promise<Served> {
  const { api, settings, progress, shutdown, repository, logger } = launch;
  const adminFolder = join(repository, 'packages', 'admin', 'dist');
  return progress.step('The service answers', async () => {
    const embeddedDatabase = settings.databaseUrl === undefined;
    const parts = { clock: api.systemClock, logger, embeddedDatabase, ...(existsSync(adminFolder) && { adminFolder }) };
    const service = meant(await api.startService({ ...settings, ...urls }, parts));
    await shutdown.add('The service', () => service.close());
    return { address: addressForPeople(service.address), firstAdminLink: service.firstAdminLink };
  });
}

/** `http://127.0.0.1:4000` and `http://0.0.0.0:4000` are both reached as `http://localhost:4000`. */
function addressForPeople(address: string): string {
  const url = new URL(address);
  if (['127.0.0.1', '0.0.0.0', '[::]', '[::1]'].includes(url.hostname)) url.hostname = 'localhost';
  return url.origin;
}
