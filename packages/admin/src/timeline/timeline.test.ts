import { describe, expect, it } from 'vitest';
import { component, entryRow } from '../price-book/price-book.fixture.ts';
import { percentText, priceChanges, realChanges } from './entry-diff.ts';
import { placeOf, scaleAround, scaleOf, stretchOf, ticksOf } from './time-scale.ts';
import { lanesOf } from './timeline-bands.ts';

const year = { from: Date.parse('2026-01-01T00:00:00Z'), until: Date.parse('2027-01-01T00:00:00Z') };

describe('A scale of time', () => {
  it('puts an instant where it is, in per cent', () => {
    expect(placeOf('2026-07-02T12:00:00Z', year)).toBe(50);
    expect(stretchOf({ from: '2026-07-02T12:00:00Z', until: null }, year)).toEqual({ start: 50, width: 50 });
  });

  it('cuts a period at its edges, and leaves out what is beyond them', () => {
    expect(stretchOf({ from: '2025-01-01T00:00:00Z', until: '2026-07-02T12:00:00Z' }, year)).toEqual({ start: 0, width: 50 });
    expect(stretchOf({ from: '2025-01-01T00:00:00Z', until: '2026-01-01T00:00:00Z' }, year)).toBeUndefined();
    expect(stretchOf({ from: '2027-01-01T00:00:00Z', until: null }, year)).toBeUndefined();
  });

  it('marks at most eight firsts of months, January by its year', () => {
    const labels = ticksOf({ ...year, from: Date.parse('2025-12-15T00:00:00Z') }).map(({ label }) => label);
    expect(labels).toEqual(['2026', 'Mar', 'May', 'Jul', 'Sep', 'Nov']);
    expect(ticksOf(scaleAround('2026-11-20T00:00:00Z', 30)).length).toBeLessThanOrEqual(8);
  });

  it('leaves a little room around what it has to show', () => {
    const scale = scaleOf(['2026-01-01T00:00:00Z', '2026-12-31T00:00:00Z']);
    expect(placeOf('2026-01-01T00:00:00Z', scale)).toBeGreaterThan(0);
    expect(placeOf('2026-12-31T00:00:00Z', scale)).toBeLessThan(100);
  });
});

describe('The difference of two entries', () => {
  const dear = entryRow({ components: [component('image_output', '36', '1000000'), component('image_input', '8', '1000000')] });

  it('names every price with what became of it, to the last digit', () => {
    const changes = priceChanges(entryRow({}), dear);
    expect(
      realChanges(changes).map(({ meter, before, after, difference, percent }) => [meter, before, after, difference, percent]),
    ).toEqual([
      ['text_input', '5', null, null, null],
      ['image_input', null, '8', null, null],
      ['image_output', '30', '36', '6', '+20.0%'],
    ]);
  });

  it('is none where a price is only written otherwise', () => {
    const each = entryRow({ components: [component('text_input', '0.000005', '1'), component('image_output', '30', '1000000')] });
    expect(realChanges(priceChanges(entryRow({}), each))).toEqual([]);
  });

  it('is told in per cent with one decimal', () => {
    expect([percentText(-1n, 3n), percentText(1n, 1000n), percentText(2n, 1n)]).toEqual(['−33.3%', '+0.1%', '+200.0%']);
  });
});

describe('The lanes of a model', () => {
  const at = '2026-11-20T12:00:00.000000Z';
  const first = entryRow({ id: 'first', validFrom: '2026-01-01T00:00:00.000000Z', validUntil: '2026-11-01T00:00:00.000000Z' });
  const now = entryRow({
    id: 'now',
    validFrom: '2026-11-01T00:00:00.000000Z',
    validUntil: '2026-12-01T00:00:00.000000Z',
    corrects: 'wrong',
  });
  const next = entryRow({ id: 'next', validFrom: '2026-12-01T00:00:00.000000Z' });
  const wrong = entryRow({ id: 'wrong', validFrom: '2026-11-01T00:00:00.000000Z', knownUntil: '2026-11-10T00:00:00.000000Z' });
  const batch = entryRow({ id: 'batch', mode: 'BATCH' });

  it('show past, in force and scheduled beside each other, and below them what was corrected', () => {
    const lanes = lanesOf([next, wrong, batch, now, first], year, at);
    expect(lanes.map(({ mode, corrected, bands }) => [mode, corrected, bands.map(({ entry, look }) => `${entry.id} ${look}`)])).toEqual([
      ['REALTIME', false, ['first ended', 'now in force', 'next scheduled']],
      ['REALTIME', true, ['wrong corrected']],
      ['BATCH', false, ['batch in force']],
    ]);
  });

  it('compare each with the one before, and what was corrected with what is known instead', () => {
    const bands = lanesOf([next, wrong, now, first], year, at).flatMap((lane) => lane.bands);
    expect(bands.map(({ entry, neighbour }) => [entry.id, neighbour?.id])).toEqual([
      ['first', undefined],
      ['now', 'first'],
      ['next', 'now'],
      ['wrong', 'now'],
    ]);
  });
});
