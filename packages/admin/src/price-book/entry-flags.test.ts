import { describe, expect, it } from 'vitest';
import { changeDays } from './change-days.ts';
import { daysInForce, daysKnown, daysText, entryFlags, flagDays } from './entry-flags.ts';
import { entryState, sortableInstant } from './entry-state.ts';
import { perMillion } from './per-million.ts';
import { component, entryRow } from './price-book.fixture.ts';

const today = '2026-11-20';
const flags = (given: object) => entryFlags(entryRow(given), flagDays(today));

describe('What of an entry should be looked at', () => {
  it('is nothing where it has prices, a fresh source and no end', () => {
    expect(flags({})).toEqual([]);
  });

  it('is a price of zero, however many zeros it is written with', () => {
    expect(flags({ components: [component('text_input', '5', '1'), component('image_output', '0.000', '1')] })).toEqual(['zero']);
    expect(flags({ components: [component('image_output', '0.01', '1')] })).toEqual([]);
  });

  it('is an override, with its age since we know it', () => {
    expect(flags({ corrects: 'entry-0' })).toEqual(['override']);
    expect(daysText(daysKnown({ knownFrom: '2026-11-08T10:00:00.000000Z' }, today))).toBe('12 days');
    expect(daysText(daysInForce({ validFrom: '2026-11-19T23:59:59.000000Z' }, today))).toBe('1 day');
    expect(daysText(0)).toBe('today');
  });

  it('is a source that nobody read for 91 days, or ever', () => {
    expect(flags({ checkedOn: '2026-08-22' })).toEqual([]);
    expect(flags({ checkedOn: '2026-08-21' })).toEqual(['stale']);
    expect(flags({ checkedOn: null })).toEqual(['stale']);
  });

  it('is an end within 30 days that is still to come', () => {
    expect(flags({ validUntil: '2026-12-20T00:00:00.000000Z' })).toEqual(['ending']);
    expect(flags({ validUntil: '2026-12-21T00:00:00.000000Z' })).toEqual([]);
    expect(flags({ validUntil: '2026-11-19T00:00:00.000000Z' })).toEqual([]);
  });
});

describe('The state of an entry at an instant', () => {
  const entry = { validFrom: '2026-10-01T00:00:00.000000Z', validUntil: '2026-11-01T00:00:00.000000Z' };

  it('is half-open: its first instant is in it, its end is not', () => {
    const instants = ['2026-09-30T23:59:59.999999Z', '2026-10-01T00:00:00Z', '2026-10-31T23:59:59.9Z', '2026-11-01T00:00:00.000Z'];
    expect(instants.map((instant) => entryState(entry, sortableInstant(instant)))).toEqual(['scheduled', 'in force', 'in force', 'ended']);
  });

  it('changes on days that can be jumped to', () => {
    const entries = [entryRow(entry), entryRow({ validFrom: '2026-11-15T12:00:00.000000Z' })];
    expect(changeDays(entries, '2026-11-01')).toEqual({ before: '2026-10-01', after: '2026-11-15' });
    expect(changeDays(entries, '2026-11-15')).toEqual({ before: '2026-11-01', after: undefined });
  });
});

describe('A price of tokens', () => {
  it('is told per million, as people quote it, where that comes out even', () => {
    expect(perMillion(component('image_output', '0.00003', '1'))).toEqual(component('image_output', '30', '1000000'));
    expect(perMillion(component('text_input_cached', '0.00125', '1000'))).toEqual(component('text_input_cached', '1.25', '1000000'));
    const third = component('image_output', '1', '3');
    expect(perMillion(third)).toBe(third);
  });

  it('is left alone where it counts something else', () => {
    const image = component('image', '0.1', '1');
    expect(perMillion(image)).toBe(image);
  });
});
