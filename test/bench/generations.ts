import { runBareLoop } from './bare.ts';
import type { Child } from './child.ts';
import { connections, costOf, warm } from './cost.ts';
import type { Cost } from './cost.ts';
import { generateQuestion } from './load.ts';
import { recordSteps } from './record.ts';
import { rateText } from './report.ts';
import type { Section } from './report.ts';
import type { Stage } from './stage.ts';

const seconds = 4;
const rounds = 4;
const pairs = 400;
const warmingPairs = 50;

/** A generation against a provider without latency, beside a bare loop that makes the same call and runs the same statements. */
export async function benchGenerations(stage: Stage): Promise<Section> {
  const steps = await recordSteps(stage, generateQuestion, 'SUCCEEDED');
  const bareLoop = { ...stage, providerUrl: stage.provider.address, steps, connections, seconds };
  const service = await stage.serve();
  await warm(service);
  const { bare, served } = await inTurns(
    () => runBareLoop(bareLoop),
    () => costOf([service], { seconds }),
  );
  const latency = await addedLatency(service, stage);
  const second = await stage.serve();
  await warm(second);
  const both = await costOf([service, second], { seconds });
  await Promise.all([service.stop(), second.stop()]);
  return sectionOf({ bare, served, both, latency, statements: steps.filter(({ call }) => !call).length });
}

/** Both in turns after one of the loop that does not count, so that tables that grow and a machine that slows count on both sides. */
async function inTurns(loop: () => Promise<number>, serve: () => Promise<Cost>): Promise<{ readonly bare: number; readonly served: Cost }> {
  await loop();
  const bare: number[] = [];
  const served: Cost[] = [];
  for (let round = 0; round < rounds; round += 1) {
    bare.push(await loop());
    served.push(await serve());
  }
  const cpuMilliseconds = mean(served.map((cost) => cost.cpuMilliseconds));
  return { bare: mean(bare), served: { perSecond: mean(served.map((cost) => cost.perSecond)), cpuMilliseconds } };
}

function mean(figures: readonly number[]): number {
  return figures.reduce((sum, figure) => sum + figure, 0) / figures.length;
}

/** What the service adds to a call, each beside the call by itself, one pair after the other: median and worst hundredth, in milliseconds. */
async function addedLatency(service: Child, { provider }: Stage): Promise<{ readonly p50: number; readonly p99: number }> {
  const direct = (): Promise<void> => post(`${provider.address}/images/generations`, '{}');
  const through = (): Promise<void> =>
    post(`${service.address}/graphql`, JSON.stringify(generateQuestion).replace('[<id>]', crypto.randomUUID()));
  const added: number[] = [];
  for (let pair = -warmingPairs; pair < pairs; pair += 1) {
    const more = -(await taken(direct)) + (await taken(through));
    if (pair >= 0) added.push(more);
  }
  const sorted = added.toSorted((one, other) => one - other);
  return { p50: at(sorted, 0.5), p99: at(sorted, 0.99) };
}

async function taken(work: () => Promise<void>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
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
  readonly latency: { readonly p50: number; readonly p99: number };
  readonly statements: number;
}

function sectionOf({ bare, served, both, latency, statements }: Measured): Section {
  const ratio = served.perSecond / bare;
  return {
    title: 'A generation, from request to settled ledger',
    method: `${connections} at once over HTTP, in ${rounds} turns of ${seconds} s with the bare loop, each with an image of its own key, against a provider in another process that answers at once with a canned image. Each process is warmed up for 5 s. The bare loop runs the ${statements} statements recorded from one generation and makes its call by the same client.`,
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
    ],
  };
}
