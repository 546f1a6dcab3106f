import { benchEngine } from './engine.ts';

process.stdout.write(`Node ${process.version}\n`);
await benchEngine();
