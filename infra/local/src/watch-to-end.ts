/** A program run to its end: all it said on both its streams, and how it ended. */
import type { ChildProcess } from 'node:child_process';

/** How a program ended: its exit code, the signal that ended it, or why it could not be begun. 0 is success. */
export interface Ending {
  readonly ended: number | string;
  readonly said: string;
}

/** Waits for it. The program's output must be piped. */
export async function watchToEnd(child: ChildProcess): Promise<Ending> {
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
  const ended = await new Promise<number | string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) => resolve(signal ?? code ?? 0));
  });
  return { ended, said };
}

/** The last lines of what a program said: where it says what went wrong. */
export function lastLines(said: string, count: number): string {
  return said.trim().split('\n').slice(-count).join('\n');
}
