import { setTimeout as after } from 'node:timers/promises';
import type { Child } from './child.ts';
import type { Section } from './report.ts';
import { costAt, loadSettled } from './settled-generations.ts';
import type { Stage } from './stage.ts';

const many = 1_000_000;
const secondsMost = 60;

/** What a month of a million generations would have cost under a draft: how long the answer takes, what it takes in memory, and whether it is right. */
export async function benchImpact(stage: Stage): Promise<Section> {
  const was = await loadSettled(stage.databaseUrl, many);
  const service = await stage.serve();
  const before = await service.used();
  const begun = performance.now();
  const heaps: number[] = [];
  const sum = await rateAll(service, heaps);
  const seconds = (performance.now() - begun) / 1000;
  await service.stop();
  const would = await costAt(stage.databaseUrl, { text: '5', image: '36' });
  const peak = Math.max(...heaps);
  return {
    title: 'Impact of a million generations',
    method: `${many.toLocaleString('en')} settled generations of a month, loaded by SQL; one process is asked over HTTP what they would have cost under a draft that raises 30.00 a million to 36.00, and its heap is measured after a collection every two seconds.`,
    rates: [{ name: 'generation rated once more', perSecond: many / seconds }],
    promised: [
      { promise: `under ${secondsMost} s`, measured: `${seconds.toFixed(1)} s`, holds: seconds < secondsMost },
      {
        promise: 'memory is flat',
        measured: `heap ${megabytes(before.heapBytes)} MB before, ${megabytes(peak)} MB at most while it ran`,
        holds: peak < before.heapBytes + 30_000_000,
      },
      {
        promise: 'exact',
        measured: `was ${sum.was} (${was}), would ${sum.would} (${would}) USD`,
        holds: sum.was === was && sum.would === would && sum.generations === many,
      },
    ],
  };
}

const draft = `mutation { createPriceChangeSet(input: { title: "Dearer", drafts: [{ action: ADD, entry: {
  provider: "openai", model: "gpt-image-2", mode: "realtime", currency: "USD", from: "2027-01-01", components: [
    { meter: "text_input", price: "5.00", per: 1000000 }, { meter: "image_output", price: "36.00", per: 1000000 }] } }] }) {
  ... on PriceChangeSet { id } } }`;

interface Sum {
  readonly was: string;
  readonly would: string;
  readonly generations: number;
}

async function rateAll(service: Child, heaps: number[]): Promise<Sum> {
  const { createPriceChangeSet: set } = await ask<{ createPriceChangeSet: { id: string } }>(service, draft);
  const start = `mutation { startImpact(input: { changeSetId: "${set.id}", from: "2026-11-01T00:00:00Z", until: "2026-12-01T00:00:00Z" }) {
    ... on ImpactRun { id } ... on Refusal { message } } }`;
  const { startImpact } = await ask<{ startImpact: { id: string } }>(service, start);
  for (;;) {
    await after(2000);
    heaps.push((await service.used()).heapBytes);
    const { impactRun } = await ask<{ impactRun: ImpactRun }>(
      service,
      `{ impactRun(id: "${startImpact.id}") { state failure sums { generations was { amount } would { amount } } } }`,
    );
    if (impactRun.state === 'FAILED') throw new Error(impactRun.failure);
    const [sum] = impactRun.sums;
    if (impactRun.state === 'RATED' && sum !== undefined) {
      return { was: sum.was.amount, would: sum.would.amount, generations: sum.generations };
    }
  }
}

interface ImpactRun {
  readonly state: string;
  readonly failure: string;
  readonly sums: readonly {
    readonly generations: number;
    readonly was: { readonly amount: string };
    readonly would: { readonly amount: string };
  }[];
}

async function ask<T>(service: Child, query: string): Promise<T> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${service.address}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) });
  return ((await response.json()) as { data: T }).data;
}

function megabytes(bytes: number): string {
  return (bytes / 1_000_000).toFixed(1);
}
