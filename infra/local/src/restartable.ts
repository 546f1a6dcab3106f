/** A program that is run again and again: the next one begins only when the one before has ended. */
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** The program under one's hand. */
export interface Restartable {
  /** Ends it and begins it anew. Asked for while it is being done, it is done once more afterwards, not at the same time. */
  restart(): Promise<void>;
  /** Ends it for good and returns when it has ended. */
  stop(): Promise<void>;
}

/** Begins it, as `begin` says. */
export function restartable(begin: () => ChildProcess): Restartable {
  let running = begin();
  let turn: Promise<void> = Promise.resolve();
  let stopped = false;
  const inTurn = (work: () => Promise<void>): Promise<void> => (turn = turn.then(work));
  return {
    restart: () =>
      inTurn(async () => {
        if (stopped) return;
        await end(running);
        running = begin();
      }),
    stop: () => {
      stopped = true;
      return inTurn(() => end(running));
    },
  };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}
