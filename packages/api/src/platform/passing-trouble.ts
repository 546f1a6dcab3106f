/** Codes of a connection that could not be made or broke. */
const connectionCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT']);

/** Classes of PostgreSQL's errors that pass by themselves: connection, rollback for another's sake, resources, an operator's intervention. */
const passingClasses = new Set(['08', '40', '53', '57']);

const lostConnection = /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect)/;

/** Whether an error of the database may be gone on the next try. Drizzle wraps the error, so it may stand one cause further down. */
export function isPassing(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  return connectionCodes.has(code) || passingClasses.has(code.slice(0, 2)) || lostConnection.test(error.message) || isPassing(error.cause);
}
