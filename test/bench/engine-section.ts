import { Bench } from 'tinybench';
import { ratesOf } from './report.ts';
import type { Promised, Rate, Section } from './report.ts';

/** Tasks of the engine alone, by what each does. */
export type EngineTasks = Readonly<Record<string, () => void | Promise<void>>>;

/** Measures tasks one after the other, half a second each, in this process; `promises` says of the rates what was promised of them. */
export async function engineSection(
  title: string,
  tasks: EngineTasks,
  promises: (rates: readonly Rate[]) => readonly Promised[],
): Promise<Section> {
  const bench = new Bench({ time: 500 });
  for (const [name, task] of Object.entries(tasks)) bench.add(name, task);
  await bench.run();
  const rates = ratesOf(bench);
  return { title, method: 'Tasks run one after the other for half a second each, in one process.', rates, promised: promises(rates) };
}

/** A promise about the time one takes, in microseconds, held against the slowest of some rates. */
export function atMostMicroseconds(promise: string, most: number, rates: readonly Rate[]): Promised {
  const slowest = Math.max(...rates.map(({ perSecond }) => 1_000_000 / perSecond));
  return { promise, measured: `${slowest.toFixed(2)} µs`, holds: slowest <= most };
}
