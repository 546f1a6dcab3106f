/** What a resolver knows of the request it answers. */
export interface RequestContext {
  /** The workspace the request speaks for: every query runs inside it. */
  readonly workspaceId: string;
}
