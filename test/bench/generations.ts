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
  await second.stop();
  const again = await costOf([service], seconds);
  await service.stop();
  return sectionOf({ bare, served, both, again, latency, statements: steps.filter(({ call }) => !call).length });
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
async function costOf(services: readonly Child[], duration: number): Promise<Cost> {
  const before = await cpuOf(services);
  const { answers, perSecond } = await fire({
    addresses: services.map(({ address }) => address),
    question: generateQuestion,
    connections,
    seconds: duration,
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
  /** One process once more, after the second is gone: what both cost is held against the mean, so that a table that grew meanwhile counts on neither side. */
  readonly again: Cost;
  readonly latency: { readonly p50: number; readonly p99: number };
  readonly statements: number;
}

function sectionOf({ bare, served, both, again, latency, statements }: Measured): Section {
  const ratio = served.perSecond / bare;
  const more = both.cpuMilliseconds / ((served.cpuMilliseconds + again.cpuMilliseconds) / 2) - 1;
  return {
    title: 'A generation, from request to settled ledger',
    method: `${connections} at once for ${seconds} s over HTTP, each with an image of its own key, against a provider in another process that answers at once with a canned image. Each process is warmed up for 5 s. One process is measured before the second begins and after it has ended. The bare loop runs the ${statements} statements recorded from one generation and makes its call by the same client.`,
    rates: [
      { name: 'bare loop', perSecond: bare },
      { name: 'generate', perSecond: served.perSecond },
      { name: 'generate, two service processes', perSecond: both.perSecond },
      { name: 'generate, one process again', perSecond: again.perSecond },
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
      { promise: 'a second process adds at most 10% CPU a generation', measured: `${(more * 100).toFixed(1)}%`, holds: more <= 0.1 },
    ],
  };
}
