/**
 * The service as a process that can be killed: a program of its own, run from the built packages. It prints where it answers. At the boundary
 * of FAULT_BOUNDARY, or one that is sent to it later, it kills itself as a power cut would.
 */
import { openLogger, readSettings, startService } from '@halfpenny/api';

let deadly = process.env.FAULT_BOUNDARY;
process.on('message', (name: string) => {
  deadly = name;
  process.send?.('armed');
});

const settings = readSettings(process.env);
if (!settings.ok) throw new Error(settings.refusal.message);
const service = await startService(settings.value, {
  clock: () => new Date(process.env.FAULT_NOW ?? ''),
  logger: openLogger('warn'),
  embeddedDatabase: true,
  boundary: async (name) => {
    if (name !== deadly) return;
    process.kill(process.pid, 'SIGKILL');
    await new Promise(() => undefined);
  },
});
if (!service.ok) throw new Error(service.refusal.message);
process.stdout.write(`${service.value.address}\n`);
