import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { launchChromium } from './chromium.ts';

test('the browser draws a page of ours and reaches no other host', async () => {
  const server = createServer((_, reply) => reply.setHeader('content-type', 'text/html').end('<h1>Price book</h1>'));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const browser = await launchChromium();
  try {
    const page = await browser.newPage({ viewport: { width: 390, height: 844 } });
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    expect(await page.locator('h1').textContent()).toBe('Price book');
    expect((await page.screenshot()).subarray(1, 4).toString()).toBe('PNG');
    await expect(page.goto('http://example.com/')).rejects.toThrow('ERR_NAME_NOT_RESOLVED');
  } finally {
    await browser.close();
    server.close();
  }
});
