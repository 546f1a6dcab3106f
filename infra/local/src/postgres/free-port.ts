/** A TCP port of 127.0.0.1 that nothing listens on just now. Whoever takes it must be ready to find it taken after all. */
import { once } from 'node:events';
import { createServer } from 'node:net';

/** The port's number, picked by the operating system. */
export async function freePort(): Promise<number> {
  const probe = createServer();
  probe.listen({ host: '127.0.0.1', port: 0, exclusive: true });
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('A TCP server has an address with a port.');
  return address.port;
}
