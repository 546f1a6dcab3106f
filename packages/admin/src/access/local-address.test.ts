import { expect, it } from 'vitest';
import { localAddress } from './local-address.ts';

it.each([
  ['/playground?model=gpt-image-2', '/playground?model=gpt-image-2'],
  ['/', '/'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['https://evil.example', '/'],
  ['javascript:alert(1)', '/'],
  [undefined, '/'],
  [['/a', '/b'], '/'],
])('after signing in, %j leads to %s', (wanted, address) => {
  expect(localAddress(wanted)).toBe(address);
});
