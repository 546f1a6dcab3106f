import type { FastifyInstance } from 'fastify';
import type { Clock, Stopwatch } from '../platform/clock.ts';
import type { Database } from '../platform/database.ts';
import type { NewId } from '../platform/identifiers.ts';
import { openAccessLog } from './access-log.ts';
import { ApiKeyResolver } from './keys/api-key.resolver.ts';
import { KeyRing } from './keys/key-ring.ts';
import { openAccess, type Access } from './open-access.ts';
import { firstAdminPath } from './people/first-admin.ts';
import { PeopleResolver } from './people/people.resolver.ts';
import { serveSignIn } from './people/serve-sign-in.ts';
import { signInSecret } from './people/sign-in-secret.ts';
import { openSignIn } from './people/sign-in.ts';
import { defaultWorkspaceId } from './workspaces/default-workspace.ts';
import { WorkspaceResolver } from './workspaces/workspace.resolver.ts';

/** What knowing who asks stands on. */
export interface AccessSurroundings {
  readonly database: Database;
  readonly clock: Clock;
  readonly stopwatch: Stopwatch;
  readonly newId: NewId;
  /** The key of the settings. Undefined: none. */
  readonly staticKey: string | undefined;
  /** Whether whoever sits at this machine needs no key. */
  readonly openToThisMachine: boolean;
  /** Where people reach the service. Undefined: by plain http, at this machine. */
  readonly publicUrl: string | undefined;
}

/** The slice, put together. */
export interface AssembledAccess {
  readonly access: Access;
  readonly resolvers: readonly object[];
  /** Serves signing in. */
  serve(app: FastifyInstance): void;
  /** Where the first admin is made, from the root of the service; undefined where there is one, or where this machine is let in as one. */
  readonly firstAdminPath: string | undefined;
}

/** Puts together who may ask, and how they come to be known. */
export async function assembleAccess(surroundings: AccessSurroundings): Promise<AssembledAccess> {
  const { database, newId, openToThisMachine, publicUrl = 'http://localhost' } = surroundings;
  const workspaceId = await defaultWorkspaceId(database);
  const signIn = openSignIn({ database, newId, publicUrl, secret: await signInSecret(database) });
  const keys = new KeyRing(surroundings);
  return {
    access: openAccess({ ...surroundings, workspaceId, keys, signIn, noteAccess: openAccessLog(surroundings) }),
    resolvers: [new WorkspaceResolver(surroundings), new PeopleResolver(surroundings), new ApiKeyResolver(surroundings, keys)],
    serve: (app) => serveSignIn(app, { signIn, people: surroundings }),
    firstAdminPath: openToThisMachine ? undefined : await firstAdminPath(surroundings, workspaceId),
  };
}
