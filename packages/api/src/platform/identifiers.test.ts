import { expect, test } from 'vitest';
import { idsBy, isId } from './identifiers.ts';

const clock = () => new Date('2026-11-20T12:00:00Z');

test('ids carry the time of the clock handed in and differ within a millisecond', () => {
  const newId = idsBy(clock);
  const ids = Array.from({ length: 1000 }, newId);
  expect(new Set(ids).size).toBe(1000);
  expect(new Set(ids.map((id) => Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)))).toEqual(
    new Set([Date.parse('2026-11-20T12:00:00Z')]),
  );
  expect(ids.every((id) => isId(id) && id[14] === '7')).toBe(true);
});

test('an id of a later instant sorts behind one of an earlier', () => {
  expect(idsBy(() => new Date('2026-11-20T12:00:00.001Z'))() > idsBy(clock)()).toBe(true);
});

test('text from outside that is no id is told before the database is asked', () => {
  expect(['', 'abc', '01890000-0000-7000-8000-00000000000', "'; drop table quote; --"].some(isId)).toBe(false);
});
