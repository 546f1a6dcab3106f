import type { NoteAccess } from './access-log.ts';
import type { Caller } from './caller.ts';

/** What a resolver knows of the request it answers. */
export interface RequestContext {
  /** The workspace the request speaks for, which is the caller's: every query runs inside it. */
  readonly workspaceId: string;
  readonly caller: Caller;
  /** Notes what of finance is asked for. */
  readonly noteAccess: NoteAccess;
}
