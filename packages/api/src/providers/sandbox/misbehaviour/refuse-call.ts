import type { WireError } from '../wire-error.ts';
import type { Command } from './misbehaviours.ts';

/** An error that is sent on command, with its Retry-After where it has one. */
export interface CommandedError extends WireError {
  readonly retryAfterSeconds?: number | undefined;
}

/** The error a command stands for; undefined where the call is answered with a reply, or not at all. */
export function commandedError({ name, seconds }: Command): CommandedError | undefined {
  switch (name) {
    case 'rate-limited':
      return { ...error(429, 'rate_limit_error', 'rate_limit_exceeded', 'Rate limit reached.'), retryAfterSeconds: seconds ?? 1 };
    case 'unavailable':
      return { ...error(503, 'server_error', null, 'The engine is overloaded.'), retryAfterSeconds: seconds };
    case 'server-error':
    case 'server-error-billed':
      return error(500, 'server_error', null, 'The server had an error while it processed your request.');
    case 'wrong-key':
      return error(401, 'invalid_request_error', 'invalid_api_key', 'Incorrect API key provided.');
    case 'moderation-block':
    case 'moderation-block-billed':
      return error(400, 'image_generation_user_error', 'moderation_blocked', 'Your request was rejected by the safety system.');
    default:
      return undefined;
  }
}

function error(status: number, type: string, code: string | null, message: string): WireError {
  return { status, error: { message, type, param: null, code } };
}
