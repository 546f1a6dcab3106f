import { checkQuality } from '../catalog/check-quality.ts';
import { checkSize } from '../catalog/check-size.ts';
import type { ModelFacts } from '../catalog/model-facts.ts';
import { modelsServedBy, servedModel, type ServedModel } from '../catalog/models.ts';
import type { ProviderFacts } from '../catalog/provider-facts.ts';
import { accepted, mostPressing, refused, type Outcome, type Refusal } from '../refusal/refusal.ts';
import { listed, shown } from '../refusal/shown.ts';
import type { ResolvedParameter } from './offer.ts';
import type { QuoteRequest } from './request-fields.ts';
import type { ResolvedRequest } from './resolved-request.ts';

/**
 * A request, free of problems of its own, as one provider would run it. Each value knows where it comes from; an illegal size is refused with the nearest
 * legal one, never snapped. Refuses a model the provider does not serve, and a size, quality or background that the model there does not take.
 */
export function resolveRequest(provider: ProviderFacts, request: QuoteRequest): Outcome<ResolvedRequest> {
  const served = servedModel(provider.name, request.model);
  if (served === undefined) return notServed(provider, request.model);
  const { model } = served;
  const size = checkSize(model, request.size ?? provider.defaults.size);
  const quality = checkQuality({ model, quality: request.quality ?? defaultQuality(provider, model), further: provider.furtherQualities });
  const background = backgroundProblem(model, request);
  if (size.ok && quality.ok && background === undefined)
    return accepted(resolved(provider, request, { served, size: size.value, quality: quality.value }));
  const problems = [
    ...(size.ok ? [] : [size.refusal]),
    ...(quality.ok ? [] : [quality.refusal]),
    ...(background === undefined ? [] : [background]),
  ];
  return refused(mostPressing(problems) ?? notServed(provider, request.model).refusal);
}

function resolved(
  provider: ProviderFacts,
  request: QuoteRequest,
  checked: { served: ServedModel; size: string; quality: string },
): ResolvedRequest {
  const { served, size, quality } = checked;
  return {
    provider: provider.name,
    served,
    mode: request.mode ?? 'realtime',
    n: request.n ?? 1,
    promptTokens: request.promptTokens,
    size,
    quality,
    qualities: served.model.qualities.includes(quality) ? [quality] : served.model.qualities,
    parameters: parametersOf(request, checked),
  };
}

function parametersOf(
  request: QuoteRequest,
  { served, size, quality }: { served: ServedModel; size: string; quality: string },
): readonly ResolvedParameter[] {
  return [
    { name: 'model', value: served.name, origin: served.viaAlias ? 'alias' : 'request' },
    { name: 'size', value: size, origin: origin(request.size) },
    { name: 'quality', value: quality, origin: origin(request.quality) },
    { name: 'n', value: String(request.n ?? 1), origin: origin(request.n) },
    { name: 'outputFormat', value: request.outputFormat ?? 'png', origin: origin(request.outputFormat) },
    ...asked('outputCompression', request.outputCompression),
    ...asked('background', request.background),
    ...asked('moderation', request.moderation),
  ];
}

function asked(name: string, value: string | number | null | undefined): readonly ResolvedParameter[] {
  return value === undefined || value === null ? [] : [{ name, value: String(value), origin: 'request' }];
}

function origin(value: unknown): ResolvedParameter['origin'] {
  return value === undefined || value === null ? 'provider-default' : 'request';
}

function defaultQuality({ defaults }: ProviderFacts, model: ModelFacts): string {
  const legacy = defaults.legacyQuality;
  return legacy !== undefined && model.legacyQualities.includes(legacy) ? legacy : defaults.quality;
}

function backgroundProblem(model: ModelFacts, { background, outputFormat }: QuoteRequest): Refusal | undefined {
  if (background !== 'transparent') return undefined;
  const words = ['auto', 'opaque'];
  const refusal = { code: 'invalid-background', path: ['background'], accepted: words } as const;
  if (!model.transparentBackground)
    return { ...refusal, message: `${model.name} makes no transparent background: choose ${listed(words)}.` };
  if (outputFormat !== 'jpeg') return undefined;
  return { ...refusal, message: `A transparent background needs the output format png or webp; with jpeg choose ${listed(words)}.` };
}

function notServed(provider: ProviderFacts, model: string) {
  const names = [...modelsServedBy(provider.name), ...Object.keys(provider.aliases)];
  const message = `${provider.name} does not serve ${shown(model)}: it serves ${listed(names)}.`;
  return refused({ code: 'model-not-served', path: ['model'], accepted: names, message });
}
