import { unwrapResolverError } from '@apollo/server/errors';
import { randomUUID } from 'node:crypto';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';

/** Codes of errors that a caller made and can mend; their messages are shown as they are. */
const callersOwn = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'BAD_REQUEST',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'INVALID_PAGE',
  'UNAUTHENTICATED',
  'FORBIDDEN',
]);

/** PostgreSQL's codes for U+0000 in text and in JSON: the one legal character of a GraphQL string that it cannot hold. */
const nullCharacter = new Set(['22021', '22P05']);

/**
 * What a caller sees of an error: GraphQL's own and bad paging as they are; anything else as one sentence with an id, under which the log
 * holds the whole of it. A refusal never comes here: it is a value.
 */
export function maskError(formatted: GraphQLFormattedError, error: unknown, logger: Logger): GraphQLFormattedError {
  const stated = formatted.extensions?.['code'];
  const code = typeof stated === 'string' ? stated : '';
  if (callersOwn.has(code)) return { ...formatted, extensions: { ...formatted.extensions, code } };
  const cause = unwrapResolverError(error);
  if (holdsNullCharacter(cause)) {
    return { ...formatted, message: 'Text holds any character but U+0000.', extensions: { code: 'BAD_USER_INPUT' } };
  }
  if (error instanceof GraphQLError && error.originalError === undefined && code === 'INTERNAL_SERVER_ERROR' && error.path === undefined) {
    return { ...formatted, extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } };
  }
  const errorId = randomUUID();
  logger.error({ err: cause, errorId, path: formatted.path }, 'A request failed unexpectedly.');
  return {
    message: `Something unexpected went wrong. It is in the log under ${errorId}.`,
    extensions: { code: 'INTERNAL_SERVER_ERROR', errorId },
    ...(formatted.path === undefined ? {} : { path: formatted.path }),
    ...(formatted.locations === undefined ? {} : { locations: formatted.locations }),
  };
}

/** Drizzle wraps PostgreSQL's error, so the code may stand one cause further down. */
function holdsNullCharacter(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return ('code' in error && nullCharacter.has(String(error.code))) || holdsNullCharacter(error.cause);
}
