import type { IncomingHttpHeaders } from 'node:http';

/** Which workspace a request names, by its name or id, and whether it insists. */
export interface AskedWorkspace {
  readonly named: string;
  /** A header must be honoured or refused; a cookie that names a workspace which is gone is passed over. */
  readonly insists: boolean;
}

const cookieName = 'halfpenny-workspace';

/**
 * The workspace a request names: by the header x-halfpenny-workspace, else by the cookie of the admin, for what a browser fetches without headers,
 * such as an image. Undefined: it names none.
 */
export function askedWorkspace(headers: IncomingHttpHeaders): AskedWorkspace | undefined {
  const header = headers['x-halfpenny-workspace'];
  if (typeof header === 'string' && header.trim() !== '') return { named: header.trim(), insists: true };
  const [, cookie] = new RegExp(`(?:^|; *)${cookieName}=([\\w-]+)`).exec(headers.cookie ?? '') ?? [];
  return cookie === undefined ? undefined : { named: cookie, insists: false };
}
