import { expect, it } from 'vitest';
import { ageText, ageTone } from './queue-words.ts';

it('The age of a charge is told in its largest whole unit, and stands out once a statement should have told of it', () => {
  expect([30, 90, 7_200, 90_000, 400_000].map(ageText)).toEqual(['30 seconds', '1 minute', '2 hours', '1 day', '4 days']);
  expect([30, 400_000, 3_000_000].map(ageTone)).toEqual(['fresh', 'aging', 'old']);
});
