import { expect, it } from 'vitest';
import { serviceInstant } from './service-instant.ts';

const attempt = { startedAt: new Date('2026-11-30T23:59:50Z'), endedAt: new Date('2026-12-01T00:00:20Z') };

it("The provider's own time of work decides, even across a midnight at which a price ends", () => {
  expect(serviceInstant({ created: 1_796_083_199 }, attempt).toISOString()).toBe('2026-11-30T23:59:59.000Z');
});

it.each([[{}], [{ created: '1796083199' }], [{ created: 0 }], [{ created: 1.5 }], [{ created: 1_796_090_000 }]])(
  'where the reply says %o, the end of the attempt does',
  (reply) => {
    expect(serviceInstant(reply, attempt)).toEqual(attempt.endedAt);
  },
);
