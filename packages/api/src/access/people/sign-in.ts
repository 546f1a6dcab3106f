/**
 * People sign in by e-mail and password; better-auth keeps their sessions. Nobody signs up by themselves: a person is made by the link of an
 * invitation (accept-invitation.ts).
 */
import { betterAuth } from 'better-auth';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import type { Database } from '../../platform/database.ts';
import type { NewId } from '../../platform/identifiers.ts';
import { personAccountTable, personSessionTable, personTable, personVerificationTable } from './person.table.ts';

/** What signing in stands on. */
export interface SignInParts {
  readonly database: Database;
  readonly newId: NewId;
  /** What cookies are signed by. */
  readonly secret: string;
  /** Where people reach the service: over https its cookies travel over nothing else. */
  readonly publicUrl: string;
}

/** Somebody whose session holds. */
export interface SignedInPerson {
  readonly id: string;
  readonly name: string;
}

/** Where people sign in, and how it is known that they did. */
export interface SignIn {
  /** Whose session the cookies of a request name. Undefined: nobody's, or one that ended. */
  personOf(headers: Headers): Promise<SignedInPerson | undefined>;
  /** Answers a request under /auth. */
  answer(request: Request): Promise<Response>;
}

/** The header in which the address of the other end is handed on; what a caller writes in it is overwritten. */
export const peerHeader = 'x-halfpenny-peer';

/** Characters of a password. */
export const passwordLength = { least: 12, most: 128 } as const;

const week = 7 * 24 * 60 * 60;

/** Opens it. Whoever tries more than twenty times a minute from one address has to wait. */
export function openSignIn(parts: SignInParts): SignIn {
  const auth = betterAuth(options(parts));
  return {
    personOf: async (headers) => {
      const session = await auth.api.getSession({ headers });
      return session === null ? undefined : { id: session.user.id, name: session.user.name };
    },
    answer: (request) => auth.handler(request),
  };
}

function options({ database, newId, secret, publicUrl }: SignInParts) {
  const schema = {
    person: personTable,
    person_session: personSessionTable,
    person_account: personAccountTable,
    person_verification: personVerificationTable,
  };
  return {
    baseURL: publicUrl,
    basePath: '/auth',
    secret,
    database: drizzleAdapter(database, { provider: 'pg', schema }),
    user: { modelName: 'person' },
    session: { modelName: 'person_session', fields: { userId: 'personId' }, expiresIn: week },
    account: { modelName: 'person_account', fields: { userId: 'personId' } },
    verification: { modelName: 'person_verification' },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: passwordLength.least,
      maxPasswordLength: passwordLength.most,
    },
    trustedOrigins: (request?: Request) => ownOrigins(request),
    rateLimit: { enabled: true, window: 60, max: 300, customRules: { '/sign-in/email': { window: 60, max: 20 } } },
    advanced: {
      cookiePrefix: 'halfpenny',
      useSecureCookies: publicUrl.startsWith('https:'),
      defaultCookieAttributes: { sameSite: 'strict' as const },
      database: { generateId: () => newId() },
      ipAddress: { ipAddressHeaders: [peerHeader] },
    },
    telemetry: { enabled: false },
    logger: { disabled: true },
  };
}

/** The host that is asked, by either scheme: whether a page of it asks was decided at the door (own-origin.ts). */
function ownOrigins(request: Request | undefined): string[] {
  const host = request?.headers.get('host');
  return host == null ? [] : [`http://${host}`, `https://${host}`];
}
