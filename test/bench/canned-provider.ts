/** A provider without latency: it answers every call with the same image, as soon as it has read it. With CANNED_BYTES, with an image field of that size. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { flatPng } from './canned-image.ts';
import { answerParent } from './child.ts';

const usage = { input_tokens: 12, input_tokens_details: { text_tokens: 12, image_tokens: 0 }, output_tokens: 129, total_tokens: 141 };
const bytes = process.env.CANNED_BYTES;
const image = bytes === undefined ? flatPng(976, 704).toString('base64') : 'A'.repeat(Number(bytes));
const reply = Buffer.from(JSON.stringify({ data: [{ b64_json: image }], quality: 'low', size: '976x704', usage }));
const headers = { 'content-type': 'application/json', 'content-length': reply.length, 'x-request-id': 'req_canned' };

const server = createServer((request, response) => {
  request.resume().on('end', () => response.writeHead(200, headers).end(reply));
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => answerParent(`http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`));
process.once('SIGTERM', () => process.exit());
