import { createHash, timingSafeEqual } from 'node:crypto';

/** The key a header shows: `Bearer abc` shows `abc`, and so does Basic with any name and the password `abc`. Undefined: it shows none. */
export function shownKey(header: string): string | undefined {
  const [, scheme, credentials] = /^(\w+) +(\S+)$/.exec(header) ?? [];
  if (credentials === undefined) return undefined;
  if (scheme?.toLowerCase() === 'bearer') return credentials;
  if (scheme?.toLowerCase() !== 'basic') return undefined;
  const pair = Buffer.from(credentials, 'base64').toString('utf8');
  return pair.includes(':') ? pair.slice(pair.indexOf(':') + 1) : undefined;
}

/** Whether a shown key is the static one. It takes the same time for every wrong key, for what is compared is of one length. */
export function staticKeyCheck(key: string): (shown: string) => boolean {
  const expected = digest(key);
  return (shown) => timingSafeEqual(digest(shown), expected);
}

function digest(key: string): Buffer {
  return createHash('sha256').update(key, 'utf8').digest();
}
