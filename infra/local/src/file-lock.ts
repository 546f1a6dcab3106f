/**
 * A lock that the operating system holds for a process and takes back when it ends, however it ends: a killed process
 * leaves nothing to clear away, and no process number is ever compared. It is SQLite's lock on a file, which Node brings.
 */
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';

/** A lock that is held until it is released or this process ends. */
export interface FileLock {
  release(): void;
}

/** The lock on that file, made if absent; `undefined` if another process holds it. */
export function tryLock(path: string): FileLock | undefined {
  const file = new DatabaseSync(path, { timeout: 0 });
  try {
    file.exec('BEGIN EXCLUSIVE');
    return { release: () => file.close() };
  } catch (error) {
    file.close();
    if (isBusy(error)) return undefined;
    throw error;
  }
}

/** The lock on that file, as soon as whoever holds it lets go. */
export async function waitForLock(path: string): Promise<FileLock> {
  for (;;) {
    const lock = tryLock(path);
    if (lock) return lock;
    await pause(100);
  }
}

/** SQLITE_BUSY: another process holds the lock. */
function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === 5;
}
