import { hash, randomBytes } from 'node:crypto';

/** 256 random bits of a one-time link, and what is stored of them. */
export interface InvitationToken {
  readonly text: string;
  readonly sha256: Buffer;
}

/** A link's secret, new. */
export function newInvitationToken(): InvitationToken {
  const text = randomBytes(32).toString('base64url');
  return { text, sha256: invitationDigest(text) };
}

/** What is stored of a token, and looked up. */
export function invitationDigest(text: string): Buffer {
  return hash('sha256', text, 'buffer');
}

/** Where the link leads, from the root of the service: the token stands behind the #, which no server and no log is ever sent. */
export function invitationPath(text: string): string {
  return `/join#${text}`;
}
