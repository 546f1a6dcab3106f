import { expect, it } from 'vitest';
import { isAtThisMachine } from './at-this-machine.ts';

it.each([
  ['127.0.0.1', { host: 'localhost:4000' }, true],
  ['::1', { host: '[::1]:4000' }, true],
  ['::ffff:127.0.0.1', { host: 'LOCALHOST' }, true],
  ['10.0.0.7', { host: 'localhost:4000' }, false],
  ['::ffff:10.0.0.7', { host: 'localhost:4000' }, false],
  [undefined, { host: 'localhost:4000' }, false],
  ['127.0.0.1', { host: 'prices.example' }, false],
  ['127.0.0.1', {}, false],
  ['127.0.0.1', { host: 'localhost:4000', 'x-forwarded-for': '127.0.0.1' }, false],
  ['127.0.0.1', { host: 'localhost:4000', 'x-forwarded-proto': 'https' }, false],
  ['127.0.0.1', { host: 'localhost:4000', forwarded: 'for=10.0.0.7' }, false],
  ['127.0.0.1', { host: 'localhost:4000', via: '1.1 proxy' }, false],
] as const)('a request from %s with %j is at this machine: %s', (peer, headers, here) => {
  expect(isAtThisMachine({ peer, headers })).toBe(here);
});
