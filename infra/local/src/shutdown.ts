/**
 * What was started is stopped in the opposite order: the service, the sandbox, the database. It ends once: the first
 * reason counts, and asking again changes nothing.
 */

/** The things that are running, newest last. */
export interface Shutdown {
  /** Something now runs; `stop` ends it and waits until it has ended. Once everything is ending, it is ended at once and nothing more is started. */
  add(name: string, stop: () => unknown): Promise<void>;
  /** Ends everything, newest first. One that fails does not keep the others from ending; what failed is returned. */
  run(): Promise<readonly StopFailure[]>;
}

/** Something that could not be ended in order. */
interface StopFailure {
  readonly name: string;
  readonly error: unknown;
}

/** Nothing runs yet. */
export function createShutdown(): Shutdown {
  const running: Part[] = [];
  let ending: Promise<readonly StopFailure[]> | undefined;
  return {
    async add(name, stop) {
      running.push({ name, stop });
      if (!ending) return;
      await stopAll(running);
      throw new Error('The start was ended before it was complete.');
    },
    run: () => (ending ??= stopAll(running)),
  };
}

interface Part {
  readonly name: string;
  readonly stop: () => unknown;
}

async function stopAll(running: Part[]): Promise<readonly StopFailure[]> {
  const failures: StopFailure[] = [];
  for (let part = running.pop(); part; part = running.pop()) {
    try {
      await part.stop();
    } catch (error) {
      failures.push({ name: part.name, error });
    }
  }
  return failures;
}
