import type { Bench } from 'tinybench';

/** One measured thing: its name and how many times a second it ran. */
export interface Rate {
  readonly name: string;
  readonly perSecond: number;
}

/** What a bench measured, as rates; a task that failed is an error, not a figure. */
export function ratesOf(bench: Bench): readonly Rate[] {
  return bench.tasks.map((task) => {
    const { result } = task;
    if (result.state !== 'completed') throw new Error(`${task.name} did not complete: ${result.state}`);
    return { name: task.name, perSecond: result.throughput.mean };
  });
}

/** A table in the terminal: rate, time for one, and the ratio to the first row, which is the reference. */
export function printRates(title: string, rates: readonly Rate[]): void {
  const reference = rates[0]?.perSecond ?? Number.NaN;
  const rows = rates.map(({ name, perSecond }) => [
    name,
    Math.round(perSecond).toLocaleString('en'),
    duration(perSecond),
    `${(perSecond / reference).toFixed(2)} ×`,
  ]);
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  process.stdout.write(`\n${title}\n`);
  for (const row of rows) {
    const cells = row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)));
    process.stdout.write(`  ${cells[0]}  ${cells[1]}/s  ${cells[2]}  ${cells[3]}\n`);
  }
}

function duration(perSecond: number): string {
  const microseconds = 1_000_000 / perSecond;
  return microseconds < 1000 ? `${microseconds.toFixed(2)} µs` : `${(microseconds / 1000).toFixed(2)} ms`;
}
