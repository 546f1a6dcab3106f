import { describe, expect, it } from 'vitest';
import { fieldRefusals } from './field-refusals.ts';

const size = { message: 'Edges are multiples of 16.', path: ['size'], accepted: ['1024x1040'] };
const again = { message: 'Something else about the size.', path: ['input', 'request', 'size'], accepted: [] };
const price = { message: 'No price is in force.', path: [], accepted: [] };

describe('Refusals beside their fields', () => {
  it('stand beside the last field of their path, the most pressing of each field', () => {
    expect(fieldRefusals([size, again, price])).toEqual({ size });
  });

  it('are found however far up the path begins', () => {
    expect(fieldRefusals([again])).toEqual({ size: again });
  });
});
