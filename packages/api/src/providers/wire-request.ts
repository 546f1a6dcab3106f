import type { ImageGenerateParamsNonStreaming } from 'openai/resources/images';
import type { ImageCall } from './provider.ts';

/** The body that is sent: what the caller asked for, and nothing else. */
export function wireRequest(call: ImageCall): ImageGenerateParamsNonStreaming {
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
