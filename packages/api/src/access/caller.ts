import type { Role } from './role.ts';

/** Who asks, for one workspace: a key, a person, or whoever sits at this machine. */
export interface Caller {
  /** The workspace the request speaks for. */
  readonly workspaceId: string;
  /** What the caller is in that workspace; never empty. */
  readonly roles: ReadonlySet<Role>;
  /** The API key that was shown; null where it was none. */
  readonly apiKeyId: string | null;
  /** As whom that key counts: `person:019f…` of who made it. Undefined: no key was shown, or it counts as itself. */
  readonly keyHolder?: string | undefined;
  /** The person who is signed in; null where nobody is. */
  readonly personId: string | null;
  /** As people know the caller: "Ada Lovelace", "nightly cards", "this machine". */
  readonly name: string;
}
