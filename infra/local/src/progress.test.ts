import { expect, test } from 'vitest';
import { progressOn } from './progress.ts';

function screen(isTTY: boolean): { lines: string[]; isTTY: boolean; write(text: string): void } {
  const lines: string[] = [];
  return { lines, isTTY, write: (text) => void lines.push(text) };
}

function clockOf(...seconds: number[]): () => number {
  return () => seconds.shift() ?? 0;
}

test('a pipe gets one plain line a finished step, with its seconds', async () => {
  const pipe = screen(false);
  const progress = progressOn(pipe, clockOf(10, 10.84));
  const answer = await progress.step('PostgreSQL runs', async (note) => {
    note('port 5433');
    return 42;
  });
  progress.refuse('Port 4000 is taken.');
  expect(answer).toBe(42);
  expect(pipe.lines).toEqual(['  ✓ PostgreSQL runs · port 5433 · 0.8 s\n', '  ✗ Port 4000 is taken.\n']);
});

test('a terminal shows the step under way and draws over it when it is done', async () => {
  const terminal = screen(true);
  await progressOn(terminal, clockOf(0, 12.06)).step('Built', () => Promise.resolve());
  expect(terminal.lines).toEqual(['  \u001B[36m◌\u001B[0m Built …', '\r\u001B[K  \u001B[32m✓\u001B[0m Built\u001B[2m · 12.1 s\u001B[0m\n']);
});

test('a step that fails is not called done', async () => {
  const pipe = screen(false);
  const step = progressOn(pipe, clockOf(0, 1)).step('Built', () => Promise.reject(new Error('no')));
  await expect(step).rejects.toThrow('no');
  expect(pipe.lines).toEqual([]);
});
