import { startChild } from './child.ts';
import { fire, generateQuestion } from './load.ts';
import type { Section } from './report.ts';
import type { Stage } from './stage.ts';

const tenths = 10;
const largeBytes = 40_000_000;

/** What stays in memory over many generations, and what one very large reply takes. */
export async function benchMemory(stage: Stage, { generations }: { readonly generations: number }): Promise<Section> {
  const heaps = await heapsOver(stage, generations);
  const [first = 0, last = 0] = [heaps[1], heaps.at(-1)];
  const growth = last / first - 1;
  const times = await timesInMemory(stage);
  return {
    title: 'Memory',
    method: `${generations.toLocaleString('en')} generations in ten parts, the heap measured after a collection at the end of each; then one reply of ${megabytes(largeBytes)} MB to a fresh process, its peak compared with that before.`,
    rates: [],
    promised: [
      {
        promise: `flat over ${generations.toLocaleString('en')} generations`,
        measured: `heap ${heaps.map(megabytes).join(', ')} MB`,
        holds: growth < 0.1,
      },
      { promise: 'a reply is never more than three times in memory', measured: `${times.toFixed(1)} times`, holds: times <= 3 },
    ],
  };
}

async function heapsOver(stage: Stage, generations: number): Promise<readonly number[]> {
  const service = await stage.serve();
  const heaps: number[] = [];
  for (let part = 0; part < tenths; part += 1) {
    await fire({ addresses: [service.address], question: generateQuestion, connections: 16, amount: generations / tenths });
    heaps.push((await service.used()).heapBytes);
  }
  await service.stop();
  return heaps;
}

/** The image of the reply is no image, so nothing but the reply itself is measured. */
async function timesInMemory(stage: Stage): Promise<number> {
  const provider = await startChild('canned-provider', { CANNED_BYTES: String(largeBytes) });
  const service = await stage.serve({ OPENAI_BASE_URL: provider.address });
  await fire({ addresses: [service.address], question: { query: '{ __typename }' }, connections: 1, amount: 500 });
  const before = await service.used();
  await fire({ addresses: [service.address], question: generateQuestion, connections: 1, amount: 1 });
  const after = await service.used();
  await Promise.all([service.stop(), provider.stop()]);
  return (after.peakBytes - Math.max(before.peakBytes, before.residentBytes)) / largeBytes;
}

function megabytes(bytes: number): string {
  return (bytes / 1_000_000).toFixed(1);
}
