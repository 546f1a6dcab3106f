import { OpenAI } from 'openai';
import type { ImageGenerateParamsStreaming } from 'openai/resources/images';
import { openaiBatches } from './openai-batches.ts';
import { usualBounds } from './bounds.ts';
import type { Bounds } from './bounds.ts';
import { cappedFetch, imagesOf } from './capped-fetch.ts';
import type { CallOutcome, ImageCall, OnPartial, Provider, ProviderConnection } from './provider.ts';
import { readFailure } from './read-failure.ts';
import { readReply } from './read-reply.ts';
import { readStream } from './read-stream.ts';
import { wireRequest } from './wire-request.ts';

/** Who documents batches. */
const batching: ReadonlySet<string> = new Set(['openai']);

/** A provider that speaks the OpenAI Images wire format, through the official client with its retries switched off. */
export function openaiImages(connection: ProviderConnection, bounds: Bounds = usualBounds): Provider {
  const client = new OpenAI({
    apiKey: connection.apiKey,
    baseURL: connection.baseUrl,
    organization: null,
    project: null,
    maxRetries: 0,
    timeout: bounds.timeoutSeconds * 1000,
    logLevel: 'off',
    fetch: cappedFetch(bounds.replyBytesMax),
  });
  return {
    name: connection.name,
    simulated: connection.simulated,
    generate: (call, onPartial) =>
      (call.partialImages ?? 0) === 0 ? generate(client, call, bounds) : stream(client, { call, onPartial, bounds }),
    batches: batching.has(connection.name) ? openaiBatches(connection, bounds) : undefined,
  };
}

async function generate(client: OpenAI, call: ImageCall, bounds: Bounds): Promise<CallOutcome> {
  try {
    const {
      data,
      response,
      request_id: requestId,
    } = await client.images.generate(wireRequest(call), sentWith(call, bounds)).withResponse();
    const read = readReply(data, imagesOf(response));
    const answered = { httpStatus: response.status, providerRequestId: requestId };
    if (read !== undefined) return { kind: 'succeeded', ...read, ...answered };
    return { kind: 'unknown', sentence: 'The reply has neither images nor usage.', ...answered };
  } catch (cause) {
    return readFailure(cause);
  }
}

interface Streaming {
  readonly call: ImageCall;
  readonly onPartial: OnPartial | undefined;
  readonly bounds: Bounds;
}

async function stream(client: OpenAI, { call, onPartial, bounds }: Streaming): Promise<CallOutcome> {
  try {
    const body = { ...wireRequest(call), stream: true, partial_images: call.partialImages } as ImageGenerateParamsStreaming;
    const { data: events, response, request_id: requestId } = await client.images.generate(body, sentWith(call, bounds)).withResponse();
    const read = await readStream(events, { asked: call.n, lifted: imagesOf(response), onPartial });
    const answered = { httpStatus: response.status, providerRequestId: requestId };
    if (read !== undefined) return { kind: 'succeeded', ...read, ...answered };
    return { kind: 'unknown', sentence: 'The stream ended before every image was completed.', ...answered };
  } catch (cause) {
    return readFailure(cause);
  }
}

function sentWith({ attemptId }: ImageCall, { timeoutSeconds }: Bounds) {
  return {
    headers: { 'X-Client-Request-Id': attemptId },
    // The client's own timeout ends with the headers; this one covers the body too.
    signal: AbortSignal.timeout(timeoutSeconds * 1000),
  };
}
