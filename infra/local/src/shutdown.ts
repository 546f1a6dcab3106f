/**
 * What was started is stopped in the opposite order: the service, the sandbox, the database. One end at a time: the
 * first reason counts, and asking again changes nothing.
 */

/** The things that are running, newest last. */
export interface Shutdown {
  /** Something now runs; `stop` ends it and waits until it has ended. */
  add(name: string, stop: () => unknown): void;
  /** Ends everything, newest first. One that fails does not keep the others from ending; what failed is returned. */
  run(): Promise<readonly StopFailure[]>;
}

/** Something that could not be ended in order. */
export interface StopFailure {
  readonly name: string;
  readonly error: unknown;
}

/** Nothing runs yet. */
export function createShutdown(): Shutdown {
  const running: { name: string; stop: () => unknown }[] = [];
  let ending: Promise<readonly StopFailure[]> | undefined;
  return {
    add: (name, stop) => void running.push({ name, stop }),
    run: () => (ending ??= stopAll(running)),
  };
}

async function stopAll(running: { name: string; stop: () => unknown }[]): Promise<readonly StopFailure[]> {
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
