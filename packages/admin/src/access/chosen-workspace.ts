/**
 * Which workspace this tab speaks for. The tab remembers it, so that two tabs may speak for two; a cookie tells what is fetched without headers, such
 * as an image, and new tabs.
 */
const name = 'halfpenny-workspace';

/** The id that was chosen; undefined: none, and the service takes the first. */
export function chosenWorkspace(): string | undefined {
  const [, cookie] = new RegExp(`(?:^|; *)${name}=([\\w-]+)`).exec(document.cookie) ?? [];
  return sessionStorage.getItem(name) ?? cookie;
}

/** Speaks for a workspace from the next request on; undefined: for whichever the service takes. */
export function chooseWorkspace(id: string | undefined): void {
  if (id === undefined) sessionStorage.removeItem(name);
  else sessionStorage.setItem(name, id);
  const lasting = id === undefined ? 'Max-Age=0' : 'Max-Age=31536000';
  document.cookie = `${name}=${id ?? ''}; Path=/; SameSite=Strict; ${lasting}`;
}
