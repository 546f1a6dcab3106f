import type { Child } from './child.ts';
import { connections, costOf, warm } from './cost.ts';
import type { Section } from './report.ts';
import { raiseStage } from './stage.ts';
import type { Stage } from './stage.ts';

/** Generations a second of each process: less than it can, so that none waits for the machine. */
const pace = 40;
const seconds = 3;
const rounds = 8;

/**
 * What sharing a database costs two processes. They are held against two that share nothing but the machine, each on a database of its own: a machine
 * of few cores makes each of two busy processes dearer than one alone, whatever they share.
 */
export async function benchSecondProcess(stage: Stage): Promise<Section> {
  const apart = await raiseStage();
  try {
    const [first, second, stranger] = [await stage.serve(), await stage.serve(), await apart.serve()];
    for (const service of [first, second, stranger]) await warm(service);
    const costs = await inTurns({ alone: [first], shared: [first, second], apart: [first, stranger] });
    await Promise.all([first, second, stranger].map((service) => service.stop()));
    return sectionOf(costs);
  } finally {
    await apart.close();
  }
}

type Costs = Readonly<Record<'alone' | 'shared' | 'apart', number>>;

/** Mean CPU milliseconds a generation; forth and back by turns, so that tables that grow and a machine that slows count on every side. */
async function inTurns(sides: Readonly<Record<keyof Costs, readonly Child[]>>): Promise<Costs> {
  const means = { alone: 0, shared: 0, apart: 0 };
  const names = Object.keys(means) as (keyof Costs)[];
  for (let round = 0; round < rounds; round += 1) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      const services = sides[name];
      const { cpuMilliseconds } = await costOf(services, { seconds, pace: pace * services.length });
      means[name] += cpuMilliseconds / rounds;
    }
  }
  return means;
}

function sectionOf({ alone, shared, apart }: Costs): Section {
  const more = shared / apart - 1;
  return {
    title: 'A second process on the same database',
    method: `Each process makes ${pace} generations a second, of ${connections} connections in all, in ${rounds} turns of ${seconds} s: one alone, two on one database, and two on a database each, which share only the machine.`,
    rates: [],
    promised: [
      {
        promise: 'a second process on the same database adds at most 10% CPU a generation',
        measured: `${percent(more)} (${shared.toFixed(2)} ms on one database, ${apart.toFixed(2)} ms on two)`,
        holds: more <= 0.1,
      },
      {
        promise: 'what a second busy process adds by sharing the machine is known',
        measured: `${percent(apart / alone - 1)} (one alone ${alone.toFixed(2)} ms)`,
        holds: true,
      },
    ],
  };
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)}%`;
}
