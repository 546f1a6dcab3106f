import { describe, expect, it } from 'vitest';
import { inputImagesOf, inputImagesText, movedImage } from './input-image.ts';

const [one, two, three] = [1, 2, 3].map((digit) => ({
  uploadId: `01890000-0000-7000-8000-00000000000${digit}`,
  width: 550,
  height: 368,
})) as [Image, Image, Image];
type Image = ReturnType<typeof inputImagesOf>[number];

describe('Input images in an address', () => {
  it('are read as they were written', () => {
    const text = '01890000-0000-7000-8000-000000000001~550x368,01890000-0000-7000-8000-000000000002~550x368';
    expect(inputImagesText([one, two])).toBe(text);
    expect(inputImagesOf(text)).toEqual([one, two]);
    expect(inputImagesOf('')).toEqual([]);
    expect(inputImagesOf('nonsense,01890000-0000-7000-8000-000000000001~0')).toEqual([]);
  });

  it('can change places, and nothing moves beyond the ends', () => {
    expect(movedImage([one, two, three], 2, 0)).toEqual([three, one, two]);
    expect(movedImage([one, two, three], 0, 1)).toEqual([two, one, three]);
    expect(movedImage([one, two], 0, -1)).toEqual([one, two]);
    expect(movedImage([one, two], 1, 2)).toEqual([one, two]);
  });
});
