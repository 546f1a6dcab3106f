import { fileURLToPath } from 'node:url';
import { buildStale } from '@halfpenny/local';

// What is measured is what is served: the built packages, loaded once they are built.
await buildStale({ repository: fileURLToPath(new URL('../../', import.meta.url)), env: process.env });
const { benchEngine } = await import('./engine.ts');
const { benchService } = await import('./service.ts');

process.stdout.write(`Node ${process.version}\n`);
await benchEngine();
await benchService();
