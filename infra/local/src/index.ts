/** The door of the local package: what tests start the same way as the one-machine start does. */
export { startPostgres, type PostgresPlan, type PostgresServer } from './postgres/server.ts';
export { freePort } from './postgres/free-port.ts';
export { makeOnce } from './make-once.ts';
export { buildStale } from './build/build-stale.ts';
export { processFacts } from './processes.ts';
