import { fits, isMisbehaviour } from './misbehaviours.ts';
import type { Command, Target } from './misbehaviours.ts';

/** The command in a prompt, for trials by hand: "A shell [sandbox: rate-limited 3]" is a 429 with Retry-After: 3. Undefined where there is none for the target. */
export function readMarker(prompt: string, target: Target): Command | undefined {
  const [, name, seconds] = /\[sandbox: ([a-z-]+)(?: (\d{1,4}))?\]/.exec(prompt) ?? [];
  return isMisbehaviour(name) && fits(name, target) ? { name, seconds: seconds === undefined ? undefined : Number(seconds) } : undefined;
}
