import type { Bench } from 'tinybench';

/** One measured thing: its name and how many times a second it ran. */
export interface Rate {
  readonly name: string;
  readonly perSecond: number;
}

/** What was promised, what was measured, and whether it holds. */
export interface Promised {
  readonly promise: string;
  readonly measured: string;
  readonly holds: boolean;
}

/** One bench: how it was done, rates beside the first of them, further figures, and the promises they speak to. */
export interface Section {
  readonly title: string;
  readonly method: string;
  readonly rates: readonly Rate[];
  readonly promised: readonly Promised[];
  /** What is no rate: cases beside each other. The first row is the head. */
  readonly table?: readonly (readonly string[])[];
}

/** What a bench measured, as rates; a task that failed is an error, not a figure. */
export function ratesOf(bench: Bench): readonly Rate[] {
  return bench.tasks.map((task) => {
    const { result } = task;
    if (result.state !== 'completed') throw new Error(`${task.name} did not complete: ${result.state}`);
    return { name: task.name, perSecond: result.throughput.mean };
  });
}

/** A section as Markdown: rate, time for one, and the ratio to the first row, which is the reference. */
export function sectionText({ title, method, rates, promised, table = [] }: Section): string {
  const reference = rates[0]?.perSecond ?? Number.NaN;
  const rateRows = rates.map(
    ({ name, perSecond }) => `| ${name} | ${rateText(perSecond)} | ${duration(perSecond)} | ${(perSecond / reference).toFixed(2)} |`,
  );
  const promiseRows = promised.map(({ promise, measured, holds }) => `| ${promise} | ${measured} | ${holds ? 'yes' : '**no**'} |`);
  return [
    `## ${title}`,
    method,
    ...(rates.length === 0 ? [] : [['| what | a second | one takes | ratio |', '| --- | ---: | ---: | ---: |', ...rateRows].join('\n')]),
    ...(table.length === 0 ? [] : [tableText(table)]),
    ...(promised.length === 0 ? [] : [['| promise | measured | holds |', '| --- | --- | --- |', ...promiseRows].join('\n')]),
  ].join('\n\n');
}

function tableText([head = [], ...rows]: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

/** A rate as people read it: 12,345 or 87.3. */
export function rateText(perSecond: number): string {
  return perSecond >= 100 ? Math.round(perSecond).toLocaleString('en') : perSecond.toPrecision(3);
}

function duration(perSecond: number): string {
  const microseconds = 1_000_000 / perSecond;
  return microseconds < 1000 ? `${microseconds.toFixed(2)} µs` : `${(microseconds / 1000).toFixed(2)} ms`;
}
