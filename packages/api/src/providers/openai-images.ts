import { OpenAI } from 'openai';
import type { ImageEditParamsStreaming, ImageGenerateParamsStreaming } from 'openai/resources/images';
import { openaiBatches } from './openai-batches.ts';
import { usualBounds } from './bounds.ts';
import type { Bounds } from './bounds.ts';
import { cappedFetch, imagesOf } from './capped-fetch.ts';
import { collectImages } from './collect-images.ts';
import { editRequest } from './edit-request.ts';
import type { EditRequest } from './edit-request.ts';
import type { ImageFetching } from './fetch-image.ts';
import type { CallOutcome, Failed, ImageCall, OnPartial, Provider, ProviderConnection } from './provider.ts';
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
  const calling = { client, connection, bounds };
  return {
    name: connection.name,
    simulated: connection.simulated,
    generate: async (call, onPartial) => {
      const sent = sentCall(calling, call);
      return (call.partialImages ?? 0) === 0 ? await callWhole(calling, sent) : await callStreamed(calling, sent, onPartial);
    },
    batches: batching.has(connection.name) ? openaiBatches(connection, bounds) : undefined,
  };
}

interface Calling {
  readonly client: OpenAI;
  readonly connection: ProviderConnection;
  readonly bounds: Bounds;
}

/** A call as it is sent: to one endpoint or the other, whole or as a stream. */
interface SentCall {
  readonly call: ImageCall;
  readonly edit: EditRequest | undefined;
  readonly options: ReturnType<typeof sentWith>;
}

function sentCall({ connection, bounds }: Calling, call: ImageCall): SentCall {
  const edit = call.edit === undefined ? undefined : editRequest(call, call.edit, connection.editedArea);
  return { call, edit, options: sentWith(call, bounds) };
}

async function callWhole({ client, connection, bounds }: Calling, { call, edit, options }: SentCall): Promise<CallOutcome> {
  try {
    const sent = edit === undefined ? client.images.generate(wireRequest(call), options) : client.images.edit(edit.body, options);
    const { data, response, request_id: requestId } = await sent.withResponse();
    const read = readReply(data, imagesOf(response));
    const answered = { httpStatus: response.status, providerRequestId: requestId };
    if (read !== undefined) return { kind: 'succeeded', ...(await collectImages(read, fetchingFrom(connection, bounds))), ...answered };
    return { kind: 'unknown', sentence: 'The reply has neither images nor usage.', ...answered };
  } catch (cause) {
    return failureOf(cause, edit);
  }
}

async function callStreamed(
  { client }: Calling,
  { call, edit, options }: SentCall,
  onPartial: OnPartial | undefined,
): Promise<CallOutcome> {
  try {
    const streaming = { stream: true, partial_images: call.partialImages } as const;
    const sent =
      edit === undefined
        ? client.images.generate({ ...wireRequest(call), ...streaming } as ImageGenerateParamsStreaming, options)
        : client.images.edit({ ...edit.body, ...streaming } as ImageEditParamsStreaming, options);
    const { data: events, response, request_id: requestId } = await sent.withResponse();
    const read = await readStream(events, { asked: call.n, lifted: imagesOf(response), onPartial });
    const answered = { httpStatus: response.status, providerRequestId: requestId };
    if (read !== undefined) return { kind: 'succeeded', ...read, ...answered };
    return { kind: 'unknown', sentence: 'The stream ended before every image was completed.', ...answered };
  } catch (cause) {
    return failureOf(cause, edit);
  }
}

/** Where our own image could not be read on, the provider got half a form: nothing it could have worked on. */
function failureOf(cause: unknown, edit: EditRequest | undefined): Failed {
  const trouble = edit?.trouble();
  if (trouble === undefined) return readFailure(cause);
  const sentence = `An image could not be sent whole, since the image store failed: ${trouble.message} Nothing was billed.`;
  return { kind: 'unavailable', sentence, httpStatus: null, providerRequestId: null, worthRetrying: true, retryAfterMilliseconds: null };
}

function fetchingFrom({ baseUrl, imageOrigins = [] }: ProviderConnection, { timeoutSeconds, replyBytesMax }: Bounds): ImageFetching {
  const origins = new Set([new URL(baseUrl).origin, ...imageOrigins]);
  return { origins, bytesMax: replyBytesMax, signal: AbortSignal.timeout(timeoutSeconds * 1000) };
}

function sentWith({ attemptId }: ImageCall, { timeoutSeconds }: Bounds) {
  return {
    headers: { 'X-Client-Request-Id': attemptId },
    // The client's own timeout ends with the headers; this one covers the body too.
    signal: AbortSignal.timeout(timeoutSeconds * 1000),
  };
}
