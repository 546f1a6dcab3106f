import { runBareLoop } from './bare.ts';
import type { Child } from './child.ts';
import { fire, generateQuestion } from './load.ts';
import { recordSteps } from './record.ts';
import { rateText } from './report.ts';
import type { Section } from './report.ts';
import type { Stage } from './stage.ts';

const seconds = 8;
const connections = 16;
const alone = 200;

/** A generation against a provider without latency, beside a bare loop that makes the same call and runs the same statements. */
export async function benchGenerations(stage: Stage): Promise<Section> {
  const steps = await recordSteps(stage, generateQuestion, 'SUCCEEDED');
  const service = await stage.serve();
  await warm(service);
  const bare = await runBareLoop({ ...stage, providerUrl: stage.provider.address, steps, connections, seconds });
  await warm(service);
  const served = await costOf([service], seconds);
  const latency = await addedLatency(service, stage);
  const second = await stage.serve();
  await warm(second);
  const both = await costOf([service, second], seconds);
  const shared = await sharedCost(service, second);
  await Promise.all([service.stop(), second.stop()]);
  return sectionOf({ bare, served, both, shared, latency, statements: steps.filter(({ call }) => !call).length });
}

const pace = 80;
const rounds = 5;

/** How much more a generation costs two processes than one, at a pace that both keep; in turns, so that a table that grows and a machine that slows count on both sides. */
async function sharedCost(first: Child, second: Child): Promise<{ readonly one: number; readonly two: number }> {
  const costs: { one: number; two: number }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const one = await costOf([first], seconds / 2, pace);
    const two = await costOf([first, second], seconds / 2, pace);
    costs.push({ one: one.cpuMilliseconds, two: two.cpuMilliseconds });
  }
  const mean = (side: 'one' | 'two'): number => costs.reduce((sum, cost) => sum + cost[side], 0) / rounds;
  return { one: mean('one'), two: mean('two') };
}

/** A process that has just begun compiles what it runs: until then it costs more than it ever will again. */
async function warm(service: Child): Promise<void> {
  await fire({ addresses: [service.address], question: generateQuestion, connections, seconds: 5 });
}

interface Cost {
  readonly perSecond: number;
  readonly cpuMilliseconds: number;
}

/** Rate, and what a generation costs the processes of the service together. */
async function costOf(services: readonly Child[], duration: number, asked?: number): Promise<Cost> {
  const before = await cpuOf(services);
  const { answers, perSecond } = await fire({
    addresses: services.map(({ address }) => address),
    question: generateQuestion,
    connections,
    seconds: duration,
    ...(asked !== undefined && { pace: asked }),
  });
  return { perSecond, cpuMilliseconds: ((await cpuOf(services)) - before) / answers };
}

async function cpuOf(services: readonly Child[]): Promise<number> {
  const used = await Promise.all(services.map((service) => service.cpu()));
  return used.reduce((sum, milliseconds) => sum + milliseconds, 0);
}

/** What the service adds to the call, one request after the other: medians and worst hundredths, in milliseconds. */
async function addedLatency(service: Child, { provider }: Stage): Promise<{ readonly p50: number; readonly p99: number }> {
  const direct = await latencies(() => post(`${provider.address}/images/generations`, '{}'));
  const through = await latencies(() =>
    post(`${service.address}/graphql`, JSON.stringify(generateQuestion).replace('[<id>]', crypto.randomUUID())),
  );
  return { p50: at(through, 0.5) - at(direct, 0.5), p99: at(through, 0.99) - at(direct, 0.99) };
}

async function latencies(work: () => Promise<void>): Promise<readonly number[]> {
  const taken: number[] = [];
  for (let count = 0; count < alone; count += 1) {
    const begun = performance.now();
    await work();
    taken.push(performance.now() - begun);
  }
  return taken.toSorted((one, other) => one - other);
}

async function post(url: string, body: string): Promise<void> {
  const answer = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  await answer.arrayBuffer();
}

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

interface Measured {
  readonly bare: number;
  readonly served: Cost;
  readonly both: Cost;
  /** CPU milliseconds a generation, by one process and by two, at the same pace. */
  readonly shared: { readonly one: number; readonly two: number };
  readonly latency: { readonly p50: number; readonly p99: number };
  readonly statements: number;
}

function sectionOf({ bare, served, both, shared, latency, statements }: Measured): Section {
  const ratio = served.perSecond / bare;
  const more = shared.two / shared.one - 1;
  return {
    title: 'A generation, from request to settled ledger',
    method: `${connections} at once for ${seconds} s over HTTP, each with an image of its own key, against a provider in another process that answers at once with a canned image. Each process is warmed up for 5 s. What a second process adds is measured in turns of ${seconds / 2} s, one process and two, at ${pace} generations a second. The bare loop runs the ${statements} statements recorded from one generation and makes its call by the same client.`,
    rates: [
      { name: 'bare loop', perSecond: bare },
      { name: 'generate', perSecond: served.perSecond },
      { name: 'generate, two service processes', perSecond: both.perSecond },
    ],
    promised: [
      {
        promise: 'generate is at least 0.6 of the bare loop',
        measured: `${ratio.toFixed(2)} (${rateText(served.perSecond)} a second)`,
        holds: ratio >= 0.6,
      },
      { promise: 'CPU of the service a generation is known', measured: `${served.cpuMilliseconds.toFixed(2)} ms`, holds: true },
      {
        promise: 'latency added to the call is known, one at a time',
        measured: `p50 ${latency.p50.toFixed(1)} ms, p99 ${latency.p99.toFixed(1)} ms`,
        holds: true,
      },
      {
        promise: 'a second process adds at most 10% CPU a generation',
        measured: `${(more * 100).toFixed(1)}% (${shared.one.toFixed(2)} and ${shared.two.toFixed(2)} ms)`,
        holds: more <= 0.1,
      },
    ],
  };
}
