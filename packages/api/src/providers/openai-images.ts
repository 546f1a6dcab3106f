import { OpenAI } from 'openai';
import type { ImageGenerateParamsNonStreaming } from 'openai/resources/images';
import { cappedFetch, imagesOf } from './capped-fetch.ts';
import type { CallOutcome, ImageCall, Provider, ProviderConnection } from './provider.ts';
import { readFailure } from './read-failure.ts';
import { readReply } from './read-reply.ts';

/** How long a reply is waited for, and how much of it is read. */
export interface Bounds {
  readonly timeoutSeconds: number;
  readonly replyBytesMax: number;
}

/** Five minutes: 4K at the best quality takes about two. 64 MiB: ten large images in base64. */
export const usualBounds: Bounds = { timeoutSeconds: 300, replyBytesMax: 64 * 1024 * 1024 };

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
    generate: (call) => generate(client, call, bounds),
  };
}

async function generate(client: OpenAI, call: ImageCall, bounds: Bounds): Promise<CallOutcome> {
  try {
    const {
      data,
      response,
      request_id: requestId,
    } = await client.images
      .generate(wireRequest(call), {
        headers: { 'X-Client-Request-Id': call.attemptId },
        // The client's own timeout ends with the headers; this one covers the body too.
        signal: AbortSignal.timeout(bounds.timeoutSeconds * 1000),
      })
      .withResponse();
    const read = readReply(data, imagesOf(response));
    const answered = { httpStatus: response.status, providerRequestId: requestId };
    if (read !== undefined) return { kind: 'succeeded', ...read, ...answered };
    return { kind: 'unknown', sentence: 'The reply has neither images nor usage.', ...answered };
  } catch (cause) {
    return readFailure(cause);
  }
}

/** The body that is sent: what the caller asked for, and nothing else. */
function wireRequest(call: ImageCall): ImageGenerateParamsNonStreaming {
  const body = {
    model: call.model,
    prompt: call.prompt,
    n: call.n,
    size: call.size,
    quality: call.quality,
    background: call.background,
    output_format: call.outputFormat,
    output_compression: call.outputCompression,
    moderation: call.moderation,
  };
  const asked = Object.entries(body).filter(([, value]) => value !== undefined);
  return Object.fromEntries(asked) as unknown as ImageGenerateParamsNonStreaming;
}
