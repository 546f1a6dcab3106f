import { APIConnectionError, APIConnectionTimeoutError, APIError, APIUserAbortError } from 'openai';
import type { Failed } from './provider.ts';
import { retryAfter } from './retry-after.ts';

/** Causes under which a connection was never made, so that nothing can have been billed. */
const neverConnected = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/** Statuses that say "not now": the provider did no work. */
const notNow = new Set([429, 503]);

const sentenceCharactersMax = 500;

/** What a failed call means for the bill. A 4xx is a definite no; what may have been worked on before it failed is unknown. */
export function readFailure(cause: unknown): Failed {
  if (cause instanceof APIConnectionTimeoutError || cause instanceof APIUserAbortError) {
    return unanswered('unknown', 'The provider did not answer in time; it may still have made the image and billed it.');
  }
  if (cause instanceof APIConnectionError) return connectionFailure(cause);
  if (cause instanceof APIError && typeof cause.status === 'number') return answeredFailure(cause, cause.status);
  return unanswered('unknown', `The reply could not be read: ${spoken(cause)}`);
}

function connectionFailure(cause: APIConnectionError): Failed {
  if (codesOf(cause).some((code) => neverConnected.has(code))) {
    const sentence = 'The provider could not be reached; nothing was sent and nothing was billed.';
    return { kind: 'unavailable', sentence, httpStatus: null, providerRequestId: null, worthRetrying: true, retryAfterMilliseconds: null };
  }
  return unanswered('unknown', `The connection to the provider broke: ${spoken(deepest(cause))}`);
}

function answeredFailure(cause: APIError, status: number): Failed {
  const answered = { sentence: sentenceOf(cause, status), httpStatus: status, providerRequestId: cause.requestID ?? null };
  const kind = kindOf(cause, status);
  if (kind !== 'unavailable') return { kind, ...answered };
  const worthRetrying = cause.code !== 'insufficient_quota';
  return { kind, ...answered, worthRetrying, retryAfterMilliseconds: retryAfter(cause.headers) };
}

/** A block at output is a 400, but no source says whether the work before it is billed. */
function kindOf(cause: APIError, status: number): Failed['kind'] {
  if (notNow.has(status)) return 'unavailable';
  if (cause.code === 'moderation_blocked' || status === 408 || status === 409) return 'unknown';
  return status >= 400 && status < 500 ? 'refused' : 'unknown';
}

function sentenceOf(cause: APIError, status: number): string {
  const body: unknown = cause.error;
  const said = typeof body === 'object' && body !== null && 'message' in body ? body.message : undefined;
  return typeof said === 'string' && said !== '' ? said.slice(0, sentenceCharactersMax) : `The provider answered with status ${status}.`;
}

function unanswered(kind: 'unknown', sentence: string): Failed {
  return { kind, sentence, httpStatus: null, providerRequestId: null };
}

function deepest(cause: Error): Error {
  return cause.cause instanceof Error ? deepest(cause.cause) : cause;
}

function codesOf(cause: unknown): readonly string[] {
  if (!(cause instanceof Error)) return [];
  const own = 'code' in cause && typeof cause.code === 'string' ? [cause.code] : [];
  return [...own, ...codesOf(cause.cause)];
}

function spoken(cause: unknown): string {
  return (cause instanceof Error ? cause.message : String(cause)).slice(0, sentenceCharactersMax);
}
