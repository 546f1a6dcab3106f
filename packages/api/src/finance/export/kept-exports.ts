import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import pLimit from 'p-limit';
import type { Clock } from '../../platform/clock.ts';
import { growFile, type WholeFile } from './growing-file.ts';

/** How long a file is kept, so that a download that broke off goes on without being made again, and how many bytes all of them may take. */
const keptMilliseconds = 24 * 60 * 60 * 1000;
const keptBytesMost = 16 * 2 ** 30;
/** How many are made at once; further ones wait. */
const madeAtOnce = 2;

/** A file that is made, or being made. */
export interface KeptExport {
  /** Rejects if it could not be made. */
  readonly whole: Promise<WholeFile>;
  /** Whether it was whole when it was found. */
  readonly isWhole: boolean;
  /** Its bytes from one on; while it is made, as they come. */
  read(first: number): AsyncIterable<Buffer>;
}

/** Files of exports by name. Each is made once, however many ask for it, and to its end even if whoever asked has gone. */
export interface KeptExports {
  /** The file, whole or under way in this process. Undefined: it is neither. */
  find(name: string): Promise<KeptExport | undefined>;
  /** The file, made from these chunks where it is not found. */
  keep(name: string, make: () => AsyncIterable<Buffer>): Promise<KeptExport>;
  /** Gives up what is being made. */
  close(): Promise<void>;
}

/**
 * Keeps them in a folder, which is made when it is first needed. A whole file bears its hash behind its name; one under way ends in `.part`, and is of use to this process
 * alone: what a process leaves behind that died is made again.
 */
export function openKeptExports(folder: string, clock: Clock): KeptExports {
  const underWay = new Map<string, KeptExport>();
  const limit = pLimit(madeAtOnce);
  const stopping = new AbortController();
  const find = async (name: string): Promise<KeptExport | undefined> => underWay.get(name) ?? (await findWhole(folder, name));
  return {
    find,
    keep: async (name, make) => {
      const found = await find(name);
      if (found !== undefined) return found;
      await mkdir(folder, { recursive: true });
      await removeOld(folder, clock());
      const meanwhile = underWay.get(name);
      if (meanwhile !== undefined) return meanwhile;
      const growth = {
        part: join(folder, `${name}.${randomUUID()}.part`),
        at: clock(),
        wholePath: ({ sha256 }: WholeFile) => join(folder, `${name}.${sha256}`),
      };
      const file = { ...growFile(growth, inTurn(limit, make, stopping.signal)), isWhole: false };
      underWay.set(name, file);
      const forget = (): boolean => underWay.delete(name);
      file.whole.then(forget, forget);
      return file;
    },
    close: async () => {
      stopping.abort();
      await Promise.allSettled([...underWay.values()].map(({ whole }) => whole));
    },
  };
}

/** Chunks that begin to be made once it is their turn, and are no longer made once all stop. */
async function* inTurn(limit: ReturnType<typeof pLimit>, make: () => AsyncIterable<Buffer>, signal: AbortSignal): AsyncGenerator<Buffer> {
  const [begun, ended] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  void limit(async () => {
    begun.resolve();
    await ended.promise;
  });
  try {
    await begun.promise;
    for await (const chunk of make()) {
      signal.throwIfAborted();
      yield chunk;
    }
  } finally {
    ended.resolve();
  }
}

async function findWhole(folder: string, name: string): Promise<KeptExport | undefined> {
  const found = (await namesIn(folder)).find((each) => each.startsWith(`${name}.`) && !each.endsWith('.part'));
  if (found === undefined) return undefined;
  const path = join(folder, found);
  const size = await stat(path).then(
    (file) => file.size,
    () => undefined,
  );
  if (size === undefined) return undefined;
  const whole = Promise.resolve({ bytes: size, sha256: found.slice(name.length + 1) });
  return { whole, isWhole: true, read: (first) => createReadStream(path, { start: first }) };
}

async function namesIn(folder: string): Promise<readonly string[]> {
  return await readdir(folder).catch(() => []);
}

/** Removes what is older than it is kept, and of the rest the oldest beyond the space that all may take. */
async function removeOld(folder: string, now: Date): Promise<void> {
  const files = await Promise.all(
    (await namesIn(folder)).map(async (name) => {
      const path = join(folder, name);
      return await stat(path).then(
        ({ size, mtimeMs }) => [{ path, size, mtimeMs }],
        () => [],
      );
    }),
  );
  let bytes = 0;
  for (const { path, size, mtimeMs } of files.flat().toSorted((one, other) => other.mtimeMs - one.mtimeMs)) {
    bytes += size;
    if (now.getTime() - mtimeMs > keptMilliseconds || bytes > keptBytesMost) await rm(path, { force: true });
  }
}
