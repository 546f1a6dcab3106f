/** Says what time it is. Everything that needs an instant is handed one of these; tests hand in a clock that stands still. */
export type Clock = () => Date;

/** The one place that reads the machine's clock. */
export const systemClock: Clock = () => new Date();

/** Milliseconds that only ever pass, from a start that means nothing: to measure how old something in memory is, never what time it is. */
export type Stopwatch = () => number;

/** The machine's own. */
export const systemStopwatch: Stopwatch = () => performance.now();
