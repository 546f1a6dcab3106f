import { fits } from './misbehaviours.ts';
import type { Command, Target } from './misbehaviours.ts';

/** A command for the next calls: of one provider, or of any. */
export interface Standing extends Command {
  /** Undefined: whichever provider is called. */
  readonly provider?: string | undefined;
  /** For how many calls it still stands. */
  readonly times: number;
}

/** The commands that stand, oldest first. Each call takes one of them at most. */
export class Commands {
  #standing: readonly Standing[] = [];

  get standing(): readonly Standing[] {
    return this.#standing;
  }

  add(command: Standing): void {
    this.#standing = [...this.#standing, command];
  }

  clear(): void {
    this.#standing = [];
  }

  /** The oldest command for such a call to this provider, once; undefined where none stands. */
  take(provider: string, target: Target): Command | undefined {
    const due = this.#standing.find(
      (command) => (command.provider === undefined || command.provider === provider) && fits(command.name, target),
    );
    if (due === undefined) return undefined;
    this.#standing = this.#standing.flatMap((command) => {
      if (command !== due) return [command];
      return command.times > 1 ? [{ ...command, times: command.times - 1 }] : [];
    });
    return due;
  }
}
