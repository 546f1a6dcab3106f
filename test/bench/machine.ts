import { cpus, loadavg, platform, release, totalmem } from 'node:os';

/** The machine a figure was measured on, and how busy others kept it when the run began: without them, it says nothing. */
export function machineText(): string {
  const [first] = cpus();
  const memory = `${Math.round(totalmem() / 2 ** 30)} GiB`;
  const [busy = 0] = loadavg();
  return `${cpus().length} × ${first?.model.trim() ?? 'an unnamed processor'}, ${memory}, ${platform()} ${release()}, Node ${process.version}, PostgreSQL 18 with fsync on; ${busy.toFixed(1)} processes were waiting or running on it when the run began`;
}
