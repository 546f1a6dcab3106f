import type { FastifyRequest } from 'fastify';
import type { Database } from '../platform/database.ts';
import type { NoteAccess } from './access-log.ts';
import { AccessDenied } from './access-denied.ts';
import { forbiddenSentence, mayCall } from './access-matrix.ts';
import { isAtThisMachine } from './at-this-machine.ts';
import type { Caller } from './caller.ts';
import type { KeyRing } from './keys/key-ring.ts';
import { webHeaders } from './people/serve-sign-in.ts';
import type { SignedInPerson, SignIn } from './people/sign-in.ts';
import { rolesOfTheKeeper } from './role.ts';
import { shownKey, staticKeyCheck } from './shown-key.ts';
import { askedWorkspace } from './workspaces/asked-workspace.ts';
import { findWorkspace, membershipsOf } from './workspaces/find-workspaces.ts';

/** Who may come in, and how it is told who they are. */
export interface AccessParts {
  readonly database: Database;
  /** The workspace `default`. */
  readonly workspaceId: string;
  /** The key of the settings. Undefined: none. */
  readonly staticKey: string | undefined;
  /** Whether a request from this very machine needs no key. */
  readonly openToThisMachine: boolean;
  readonly keys: KeyRing;
  readonly signIn: SignIn;
  /** Notes what of finance is asked for. */
  readonly noteAccess: NoteAccess;
}

/** The one place that knows who asks. */
export interface Access {
  /** Who asks. Throws AccessDenied (401, 403) where nobody may. For GraphQL, whose fields are checked by the matrix. */
  callerOf(request: FastifyRequest): Promise<Caller>;
  /** Who asks, where the matrix lets them: `callerFor(request, 'GET /images')`. Throws AccessDenied. For every other route. */
  callerFor(request: FastifyRequest, operation: string): Promise<Caller>;
  /** Notes what of finance is asked for: by GraphQL; of every other route it is noted with the caller. */
  readonly noteAccess: NoteAccess;
}

const noCredentials = 'Say who asks: "Authorization: Bearer <API key>", or sign in at /sign-in.';
const unknownKey = 'This key is not known here, or no longer holds: show a key that was made here and is neither revoked nor expired.';

/**
 * Opens the door by its rules: a key that is shown counts, and a wrong one is refused, whoever shows it; else a session; else, where that is open,
 * being at this machine.
 */
export function openAccess(parts: AccessParts): Access {
  const isStaticKey = parts.staticKey === undefined ? () => false : staticKeyCheck(parts.staticKey);
  const callerOf = async (request: FastifyRequest): Promise<Caller> => {
    const { authorization } = request.headers;
    if (authorization !== undefined) {
      const key = shownKey(authorization) ?? '';
      const caller = await parts.keys.callerOf(key);
      if (caller !== undefined) return keptToItsWorkspace(parts, request, caller);
      if (isStaticKey(key)) return await adminOfAll(parts, request, 'the key of the settings');
      throw new AccessDenied('UNAUTHENTICATED', unknownKey);
    }
    const person = request.headers.cookie === undefined ? undefined : await parts.signIn.personOf(webHeaders(request));
    if (person !== undefined) return await memberSpeaking(parts, request, person);
    if (parts.openToThisMachine && isAtThisMachine({ peer: request.socket.remoteAddress, headers: request.headers })) {
      return await adminOfAll(parts, request, 'this machine');
    }
    throw new AccessDenied('UNAUTHENTICATED', noCredentials);
  };
  const callerFor = async (request: FastifyRequest, operation: string): Promise<Caller> => {
    const caller = await callerOf(request);
    await parts.noteAccess(caller, operation, { path: request.url });
    if (mayCall(caller, operation)) return caller;
    throw new AccessDenied('FORBIDDEN', forbiddenSentence(caller, operation));
  };
  return { callerOf, callerFor, noteAccess: parts.noteAccess };
}

/** A key speaks for its own workspace; naming another is refused, never passed over. */
async function keptToItsWorkspace(parts: AccessParts, { headers }: FastifyRequest, caller: Caller): Promise<Caller> {
  if (headers['x-halfpenny-workspace'] === undefined) return caller;
  const asked = askedWorkspace(headers);
  if (asked === undefined || (await findWorkspace(parts.database, asked.named)) === caller.workspaceId) return caller;
  throw foreignWorkspace(asked.named);
}

/** Whoever holds the key of the settings, or sits at this machine where that is open, is admin and finance of every workspace: of `default` unless they name one. */
async function adminOfAll(parts: AccessParts, { headers }: FastifyRequest, name: string): Promise<Caller> {
  const asked = askedWorkspace(headers);
  const found = asked === undefined ? parts.workspaceId : await findWorkspace(parts.database, asked.named);
  if (found === undefined && asked?.insists === true) throw foreignWorkspace(asked.named);
  return { workspaceId: found ?? parts.workspaceId, roles: new Set(rolesOfTheKeeper), apiKeyId: null, personId: null, name };
}

/** A person speaks for a workspace they are a member of: the one they name, or the one they joined first. */
async function memberSpeaking(parts: AccessParts, { headers }: FastifyRequest, person: SignedInPerson): Promise<Caller> {
  const memberships = await membershipsOf(parts.database, person.id);
  const asked = askedWorkspace(headers);
  const named = memberships.find(({ id, name }) => id === asked?.named.toLowerCase() || name === asked?.named);
  if (named === undefined && asked?.insists === true) throw foreignWorkspace(asked.named);
  const membership = named ?? memberships[0];
  if (membership === undefined) {
    throw new AccessDenied('FORBIDDEN', `${person.name} is a member of no workspace: let an admin of one invite you.`);
  }
  return { workspaceId: membership.id, roles: new Set(membership.roles), apiKeyId: null, personId: person.id, name: person.name };
}

/** The same whether the workspace is of others or of nobody. */
function foreignWorkspace(named: string): AccessDenied {
  return new AccessDenied('FORBIDDEN', `You do not speak for a workspace "${named}": name one of yours in x-halfpenny-workspace, or none.`);
}
