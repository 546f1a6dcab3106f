/** The door of the API package: what the one-machine start and the tests start it by. */
export { startService, type Service, type ServiceParts } from './app.ts';
export { KeyRing } from './access/keys/key-ring.ts';
export { boundaries, type AtBoundary, type Boundary } from './generation/boundaries.ts';
export { prepareDatabase, type Preparation } from './prepare-database.ts';
export { systemClock, systemStopwatch, type Clock } from './platform/clock.ts';
export { closeDatabase, openDatabase } from './platform/database.ts';
export { openLogger } from './platform/logger.ts';
export { readSettings, type Settings } from './platform/settings.ts';
export type { StartOutcome, StartRefusal } from './platform/start-outcome.ts';
export { startWorkers, type Workers } from './start-workers.ts';
export { readPriceList } from './price-list/read-price-list.ts';
export { startSandbox, type Sandbox, type SandboxParts } from './providers/sandbox/start-sandbox.ts';
