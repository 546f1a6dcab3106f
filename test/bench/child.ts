/** A program of the bench in a process of its own, so that what it costs is not mixed with what the bench costs. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** What a process has used so far. */
interface Used {
  /** After a collection of garbage. */
  readonly heapBytes: number;
  readonly residentBytes: number;
  /** The most it ever had in memory. */
  readonly peakBytes: number;
}

/** A running program, which has said where it answers. */
export interface Child {
  readonly address: string;
  /** Milliseconds of CPU so far, all its threads together; asked without a collection, which would count. */
  cpu(): Promise<number>;
  used(): Promise<Used>;
  stop(): Promise<void>;
}

/** As the service is started everywhere: with room for new objects that does not grow with the memory of the machine. */
const asServed = '--max-semi-space-size=16';

/** Starts `<name>.ts` beside this file. */
export async function startChild(name: string, settings: Readonly<Record<string, string>>): Promise<Child> {
  const program = fileURLToPath(new URL(`${name}.ts`, import.meta.url));
  const { PATH, HOME } = process.env;
  const child = spawn(process.execPath, ['--expose-gc', asServed, program], {
    env: { PATH, HOME, ...settings },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ended = once(child, 'close');
  const endWithUs = (): void => void child.kill('SIGKILL');
  process.once('exit', endWithUs);
  void ended.then(() => process.off('exit', endWithUs));
  const [address] = await Promise.race([
    once(child, 'message') as Promise<[string]>,
    ended.then(() => {
      throw new Error(`${name} ended before it answered.`);
    }),
  ]);
  return {
    address,
    cpu: async () => {
      child.send('cpu');
      return ((await once(child, 'message')) as [number])[0];
    },
    used: async () => {
      child.send('used');
      return ((await once(child, 'message')) as [Used])[0];
    },
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** In the child: says where it answers, and from then on, whenever it is asked, what it has used. */
export function answerParent(address: string): void {
  process.on('message', (question) => {
    if (question === 'cpu') {
      const { user, system } = process.cpuUsage();
      process.send?.((user + system) / 1000);
      return;
    }
    globalThis.gc?.();
    const { heapUsed, rss } = process.memoryUsage();
    const peakBytes = process.resourceUsage().maxRSS * 1024;
    process.send?.({ heapBytes: heapUsed, residentBytes: rss, peakBytes } satisfies Used);
  });
  process.send?.(address);
}
