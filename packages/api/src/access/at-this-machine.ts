import type { IncomingHttpHeaders } from 'node:http';
import { isLoopback } from '../platform/settings.ts';

/** What a request shows of where it comes from. */
export interface Origin {
  /** The address at the other end of the connection. */
  readonly peer: string | undefined;
  readonly headers: IncomingHttpHeaders;
}

/** Headers by which a proxy says that it speaks for another machine. */
const forwarding = new Set(['forwarded', 'via', 'x-real-ip', 'x-client-ip']);

/**
 * Whether a request comes from this very machine: over loopback, asked for by a loopback name, and passed on by nobody. A proxy beside the
 * service connects over loopback too, but names the public host or says for whom it asks.
 */
export function isAtThisMachine({ peer, headers }: Origin): boolean {
  const passedOn = Object.keys(headers).some((name) => forwarding.has(name) || name.startsWith('x-forwarded-'));
  return !passedOn && isLoopback(plain(peer ?? '')) && isLoopback(hostName(headers.host ?? ''));
}

/** An IPv4 address as it stands in an IPv6 one: `::ffff:127.0.0.1` is `127.0.0.1`. */
function plain(peer: string): string {
  return peer.replace(/^::ffff:/, '');
}

/** `[::1]:4000` is `::1`, `LOCALHOST:4000` is `localhost`. */
function hostName(header: string): string {
  return header
    .toLowerCase()
    .replace(/:\d{1,5}$/, '')
    .replace(/^\[(.*)\]$/, '$1');
}
