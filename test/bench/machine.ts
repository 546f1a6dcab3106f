import { cpus, platform, release, totalmem } from 'node:os';

/** The machine a figure was measured on: without it, it says nothing. */
export function machineText(): string {
  const [first] = cpus();
  const memory = `${Math.round(totalmem() / 2 ** 30)} GiB`;
  return `${cpus().length} × ${first?.model.trim() ?? 'an unnamed processor'}, ${memory}, ${platform()} ${release()}, Node ${process.version}, PostgreSQL 18 with fsync on`;
}
