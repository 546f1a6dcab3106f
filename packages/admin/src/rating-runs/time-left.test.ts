import { expect, it } from 'vitest';
import { timeLeftText } from './time-left.ts';

it('What is left of a run is told at its pace so far, and not before there is one', () => {
  expect(timeLeftText({ done: 250, total: 1000, elapsedMs: 10_000 })).toBe('about 30 seconds left');
  expect(timeLeftText({ done: 10, total: 1000, elapsedMs: 2_000 })).toBe('about 4 minutes left');
  expect(timeLeftText({ done: 0, total: 1000, elapsedMs: 10_000 })).toBe('');
  expect(timeLeftText({ done: 1000, total: 1000, elapsedMs: 10_000 })).toBe('');
});
