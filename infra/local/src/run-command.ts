/**
 * The command that a person typed (`npx pnpm@12 start`) is a chain of processes above this one: npx, a shell, pnpm,
 * a shell. npx does not pass a signal on, and nothing can pass on a SIGKILL; so the chain is watched, and a link of it
 * gone means that the person wanted an end.
 */
import { basename } from 'node:path';
import { processFacts, type ProcessFacts } from './processes.ts';

/** How soon a broken chain is noticed, in milliseconds: well within the second or two a person waits before starting again. */
const watchEveryMs = 250;

/** Who started whom, nearest first; the first child is this process. */
export type Chain = readonly { readonly child: number; readonly parent: number }[];

/** Calls `onGone` once, when a process of the run command above us has ended. Returns how to stop watching. */
export function watchRunCommand(onGone: () => void): () => void {
  const chain = runCommandAbove(process.pid);
  const timer = setInterval(() => {
    if (isWhole(chain)) return;
    clearInterval(timer);
    onGone();
  }, watchEveryMs);
  timer.unref();
  return () => clearInterval(timer);
}

/** The chain up to the topmost package manager. A shell above that one is the person's own, which may end and leave us running. */
export function runCommandAbove(pid: number): Chain {
  const chain: { child: number; parent: number }[] = [];
  let length = 0;
  for (let child = processFacts(pid); child;) {
    const parent = processFacts(child.parent);
    if (!parent || !(isPackageManager(parent) || isOneCommandShell(parent))) break;
    chain.push({ child: child.pid, parent: parent.pid });
    if (isPackageManager(parent)) length = chain.length;
    child = parent;
  }
  return chain.slice(0, length);
}

/** A parent that ended, collected or not, is no longer its child's parent: so a number that went to another program is no matter. */
function isWhole(chain: Chain): boolean {
  return chain.every(({ child, parent }) => processFacts(child)?.parent === parent);
}

function isPackageManager({ command }: ProcessFacts): boolean {
  const words = command.split(' ').slice(0, 2);
  return words.some((word) => /^(npm|npx|pnpm|pnpx)(-cli)?(\.[cm]?js)?$/.test(basename(word)));
}

function isOneCommandShell({ command }: ProcessFacts): boolean {
  const [program = '', flag] = command.split(' ');
  return /^(ba|da|a|z)?sh$/.test(basename(program)) && flag === '-c';
}
