/** An address of this site to go on to, as it stands in a query; the start page where it is none, or one of another site. */
export function localAddress(wanted: unknown): string {
  return typeof wanted === 'string' && /^\/(?![/\\])/.test(wanted) ? wanted : '/';
}
