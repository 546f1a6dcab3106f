import { expect, it } from 'vitest';
import { guessColumns } from './mapping-words.ts';

it('Columns are guessed by what people usually call them, and nothing is made of a name that tells nothing', () => {
  expect(guessColumns(['Date', 'Request ID', 'Amount (USD)', 'Notes'])).toEqual({
    START: 'Date',
    REQUEST_ID: 'Request ID',
    AMOUNT: 'Amount (USD)',
  });
  expect(guessColumns(['x', 'y'])).toEqual({});
});
