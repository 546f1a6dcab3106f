/** What generations cost the processes that make them. */
import type { Child } from './child.ts';
import { fire, generateQuestion } from './load.ts';

export const connections = 16;

/** How many generations a second, and CPU milliseconds of the service for each. */
export interface Cost {
  readonly perSecond: number;
  readonly cpuMilliseconds: number;
}

/** A process that has just begun compiles what it runs: until then it costs more than it ever will again. */
export async function warm(service: Child): Promise<void> {
  await fire({ addresses: [service.address], question: generateQuestion, connections, seconds: 5 });
}

/** Asks all alike, as often as they answer, or at `pace` a second together; counts what they use together. */
export async function costOf(services: readonly Child[], of: { readonly seconds: number; readonly pace?: number }): Promise<Cost> {
  const before = await cpuOf(services);
  const { answers, perSecond } = await fire({
    addresses: services.map(({ address }) => address),
    question: generateQuestion,
    connections,
    ...of,
  });
  return { perSecond, cpuMilliseconds: ((await cpuOf(services)) - before) / answers };
}

async function cpuOf(services: readonly Child[]): Promise<number> {
  const used = await Promise.all(services.map((service) => service.cpu()));
  return used.reduce((sum, milliseconds) => sum + milliseconds, 0);
}
