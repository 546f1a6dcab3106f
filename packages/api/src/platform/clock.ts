/** Says what time it is. Everything that needs an instant is handed one of these; tests hand in a clock that stands still. */
export type Clock = () => Date;

/** The one place that reads the machine's clock. */
export const systemClock: Clock = () => new Date();
