/** Who asks in a test: with a key, with a session, or with nothing. */
import type { World } from './service.ts';

/** Somebody who sends GraphQL to a world. */
export interface Asker {
  readonly world: World;
  readonly headers: Readonly<Record<string, string>>;
}

/** What came back, whatever it was. */
export interface Answered {
  readonly status: number;
  readonly data: unknown;
  /** The code of the first error. */
  readonly code: string | undefined;
  readonly message: string | undefined;
}

/** Whoever shows nothing. */
export function anonymous(world: World): Asker {
  return { world, headers: {} };
}

/** Whoever shows a key. */
export function withKey(world: World, key: string): Asker {
  return { world, headers: { authorization: `Bearer ${key}` } };
}

/** Whoever was signed in by a response. */
export function signedIn(world: World, response: Response): Asker {
  const cookie = response.headers
    .getSetCookie()
    .map((line) => line.slice(0, line.indexOf(';')))
    .join('; ');
  return { world, headers: { cookie, origin: world.address } };
}

/** The same one, speaking for a workspace. */
export function speakingFor(asker: Asker, workspace: string): Asker {
  return { ...asker, headers: { ...asker.headers, 'x-halfpenny-workspace': workspace } };
}

/** Sends a document, and tells what came back. */
export async function answered({ world, headers }: Asker, query: string, variables: object = {}): Promise<Answered> {
  const response = await fetch(`${world.address}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as { data: unknown; errors?: { message: string; extensions: { code: string } }[] };
  return { status: response.status, data, code: errors?.[0]?.extensions.code, message: errors?.[0]?.message };
}

/** Sends a document that must be answered, and returns its data. */
export async function asked<T = unknown>(asker: Asker, query: string, variables: object = {}): Promise<T> {
  const { data, message } = await answered(asker, query, variables);
  if (message !== undefined) throw new Error(message);
  return data as T;
}

/** Somebody else in a role: a key that nobody we know made counts as a person of its own. */
export async function keyOf(world: World, role: string): Promise<Asker> {
  const made = await asked<{ createApiKey: { secret: string } }>(
    anonymous(world),
    `mutation { createApiKey(input: { name: "${role.toLowerCase()}", roles: [${role}] }) { ... on CreatedApiKey { secret } ... on Refusal { message } } }`,
  );
  return withKey(world, made.createApiKey.secret);
}

/** Whoever shows a key that was made with some role. */
export async function keyNamed(world: World, name: string, role: string): Promise<Asker> {
  const document = `mutation { made: createApiKey(input: { name: "${name}", roles: [${role}] }) { ... on CreatedApiKey { secret } } }`;
  return withKey(world, (await asked<{ made: { secret: string } }>(anonymous(world), document)).made.secret);
}
