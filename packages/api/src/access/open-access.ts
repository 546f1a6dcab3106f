import type { FastifyRequest } from 'fastify';
import { AccessDenied } from './access-denied.ts';
import { forbiddenSentence, mayCall } from './access-matrix.ts';
import { isAtThisMachine } from './at-this-machine.ts';
import type { Caller } from './caller.ts';
import { shownKey, staticKeyCheck } from './shown-key.ts';

/** Who may come in, and how it is told who they are. */
export interface AccessParts {
  /** The workspace `default`. */
  readonly workspaceId: string;
  /** The key of the settings. Undefined: none. */
  readonly staticKey: string | undefined;
  /** Whether a request from this very machine needs no key. */
  readonly openToThisMachine: boolean;
}

/** The one place that knows who asks. */
export interface Access {
  /** Who asks. Throws AccessDenied (401, 403) where nobody may. For GraphQL, whose fields are checked by the matrix. */
  callerOf(request: FastifyRequest): Promise<Caller>;
  /** Who asks, where the matrix lets them: `callerFor(request, 'GET /images')`. Throws AccessDenied. For every other route. */
  callerFor(request: FastifyRequest, operation: string): Promise<Caller>;
}

const noCredentials = 'Say who asks: "Authorization: Bearer <API key>", or sign in at /sign-in.';
const unknownKey = 'This key is not known here, or no longer holds: show a key that was made here and is neither revoked nor expired.';

/** Opens the door by its rules. What a request shows counts: a key that is wrong is refused, whoever shows it. */
export function openAccess({ workspaceId, staticKey, openToThisMachine }: AccessParts): Access {
  const isStaticKey = staticKey === undefined ? () => false : staticKeyCheck(staticKey);
  const everything = { workspaceId, roles: new Set(['admin'] as const), apiKeyId: null, personId: null };
  const callerOf = async (request: FastifyRequest): Promise<Caller> => {
    const { authorization } = request.headers;
    if (authorization !== undefined) {
      const key = shownKey(authorization);
      if (key === undefined || !isStaticKey(key)) throw new AccessDenied('UNAUTHENTICATED', unknownKey);
      return { ...everything, name: 'the key of the settings' };
    }
    if (openToThisMachine && isAtThisMachine({ peer: request.socket.remoteAddress, headers: request.headers })) {
      return { ...everything, name: 'this machine' };
    }
    throw new AccessDenied('UNAUTHENTICATED', noCredentials);
  };
  const callerFor = async (request: FastifyRequest, operation: string): Promise<Caller> => {
    const caller = await callerOf(request);
    if (mayCall(caller, operation)) return caller;
    throw new AccessDenied('FORBIDDEN', forbiddenSentence(caller, operation));
  };
  return { callerOf, callerFor };
}
