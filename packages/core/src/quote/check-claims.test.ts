import { expect, test } from 'vitest';
import { publishedPriceBook } from '../price-book/published-price-book.ts';
import { mustHold } from '../refusal/must-hold.ts';
import { checkClaims } from './check-claims.ts';

const found = (at: string, code?: string) =>
  mustHold(checkClaims(publishedPriceBook, at))
    .filter((finding) => code === undefined || finding.code === code)
    .map(({ provider, model, subject, claimed, found: actual }) => [provider, model, subject, claimed, actual]);
const now = '2026-11-20';

test("PiAPI's table for gpt-image-2 is met nowhere: it is the table of gpt-image-1", () => {
  const ofPiapi = found(now, 'estimate-not-met').filter(([provider, model]) => provider === 'piapi' && model === 'gpt-image-2');
  expect(ofPiapi.map(([, , ...figures]) => figures)).toEqual([
    ['low 1024x1024', '0.008', '0.00588'],
    ['low 1024x1536', '0.012', '0.00474'],
    ['low 1536x1024', '0.012', '0.00474'],
    ['medium 1024x1024', '0.032', '0.05268'],
    ['medium 1024x1536', '0.048', '0.04116'],
    ['medium 1536x1024', '0.048', '0.04116'],
    ['high 1024x1024', '0.125', '0.21072'],
    ['high 1024x1536', '0.188', '0.16464'],
    ['high 1536x1024', '0.188', '0.16464'],
  ]);
});

test("OpenAI's own prints are met but for gpt-image-1.5, a little", () => {
  const ofOpenai = found('2026-10-01', 'estimate-not-met').filter(([provider]) => provider === 'openai');
  expect(ofOpenai).toEqual([['openai', 'gpt-image-1.5', 'medium 1024x1536', '0.05', '0.050688']]);
});

test('half of OpenAI is not met where the image is not square', () => {
  expect(found(now, 'saving-not-met').map(([, , ...figures]) => figures)).toEqual([
    ['low 1024x1536', '50', '10'],
    ['low 1536x1024', '50', '10'],
    ['medium 1024x1536', '50', '2.93'],
    ['medium 1536x1024', '50', '2.93'],
    ['high 1024x1536', '50', '4.06'],
    ['high 1536x1024', '50', '4.06'],
  ]);
});

test("Smart AIPI's cycle is 0.225 and not 0.38, its month saves 110.1 and not 570", () => {
  expect(found(now, 'cycle-not-met')).toEqual([['smartaipi', 'gpt-image-2', 'a cycle', '0.38', '0.225']]);
  expect(found(now, 'month-not-met')).toEqual([['smartaipi', 'gpt-image-2', '3000 cycles', '570', '110.1']]);
});

test('its pixels are 5.27 times as many and not 7.5, and what is not square costs less, not 1.5 times', () => {
  expect(found(now, 'pixel-ratio-not-met')).toEqual([['smartaipi', 'gpt-image-2', '3840x2160 to 1536x1024', '7.5', '5.27']]);
  expect(found(now, 'oblong-not-dearer').map(([, , ...figures]) => figures)).toEqual([
    ['low', '1.5', '0.83'],
    ['medium', '1.5', '0.77'],
    ['high', '1.5', '0.78'],
  ]);
});

test('before a price is known no claim is held against it', () => {
  expect(found('2026-01-01').filter(([provider]) => provider === 'piapi')).toEqual([]);
  expect(checkClaims(publishedPriceBook, 'now')).toMatchObject({ refusal: { code: 'invalid-instant' } });
});
