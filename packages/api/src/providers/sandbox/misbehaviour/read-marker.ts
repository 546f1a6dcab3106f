import { isMisbehaviour } from './misbehaviours.ts';
import type { Command } from './misbehaviours.ts';

/** The command in a prompt, for trials by hand: "A shell [sandbox: rate-limited 3]" is a 429 with Retry-After: 3. Undefined where there is none. */
export function readMarker(prompt: string): Command | undefined {
  const [, name, seconds] = /\[sandbox: ([a-z-]+)(?: (\d{1,4}))?\]/.exec(prompt) ?? [];
  return isMisbehaviour(name) ? { name, seconds: seconds === undefined ? undefined : Number(seconds) } : undefined;
}
