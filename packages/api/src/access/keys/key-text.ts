import { hash, randomBytes } from 'node:crypto';

/** A key at the one moment at which its text is known. */
export interface NewKey {
  /** `hp_<prefix>_<256 random bits>`: shown once, kept nowhere. */
  readonly text: string;
  /** By which it is looked up; no secret. */
  readonly prefix: string;
}

const shape = /^hp_([0-9a-z]{12})_[\w-]{43}$/;

/** A key that nobody can guess: 256 random bits behind a random prefix. */
export function newKey(): NewKey {
  const prefix = BigInt(`0x${randomBytes(12).toString('hex')}`)
    .toString(36)
    .slice(-12)
    .padStart(12, '0');
  return { prefix, text: `hp_${prefix}_${randomBytes(32).toString('base64url')}` };
}

/** The prefix of a text that could be a key of ours; undefined where it could not. */
export function prefixOf(shown: string): string | undefined {
  return shape.exec(shown)?.[1];
}

/** What is stored of a key, and compared. 256 random bits need no salt and no slow hash: there is nothing to guess them from. */
export function digestOf(text: string): Buffer {
  return hash('sha256', text, 'buffer');
}
