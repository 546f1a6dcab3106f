import { checkQuality } from '../catalog/check-quality.ts';
import { checkSize } from '../catalog/check-size.ts';
import type { ModelFacts } from '../catalog/model-facts.ts';
import { modelsServedBy, servedModel, type ServedModel } from '../catalog/models.ts';
import { placementSize } from '../catalog/placements.ts';
import type { ProviderFacts } from '../catalog/provider-facts.ts';
import type { PixelSize } from '../catalog/size-rule.ts';
import { accepted, mostPressing, refused, type Outcome } from '../refusal/refusal.ts';
import { listed, shown } from '../refusal/shown.ts';
import { modelChoiceProblems } from './model-choice-problems.ts';
import type { ResolvedParameter } from './offer.ts';
import { observedModel } from '../tokens/observed-models.ts';
import type { ReadOptions } from './quote-options.ts';
import type { QuoteRequest, RequestImage } from './request-fields.ts';
import type { ResolvedRequest } from './resolved-request.ts';
import { stageQuality } from './stage-defaults.ts';

/**
 * A request, free of problems of its own, as one provider would run it. Each value knows where it comes from; an illegal size is refused with the nearest
 * legal one, never snapped. Refuses a model the provider does not serve, and a size, quality, background, output format or input fidelity that the model there does not take.
 */
export function resolveRequest(
  provider: ProviderFacts,
  request: QuoteRequest,
  { seen, stages }: Pick<ReadOptions, 'seen' | 'stages'>,
): Outcome<ResolvedRequest> {
  const found = servedModel(provider.name, request.model);
  const served = found === undefined ? undefined : { ...found, model: observedModel(found.model, seen) };
  if (served === undefined) return notServed(provider, request.model);
  const { model } = served;
  const size = checkSize(model, request.size ?? provider.defaults.size);
  const staged = stageQuality(request.stage, stages);
  const word = request.quality ?? staged ?? defaultQuality(provider, model);
  const quality = checkQuality({ model, quality: word, further: provider.furtherQualities });
  const choices = modelChoiceProblems(model, request);
  if (size.ok && quality.ok && choices.length === 0)
    return accepted(resolved(provider, request, { served, size: size.value, quality: quality.value, isStaged: staged !== undefined }));
  const problems = [...(size.ok ? [] : [size.refusal]), ...(quality.ok ? [] : [quality.refusal]), ...choices];
  return refused(mostPressing(problems) ?? notServed(provider, request.model).refusal);
}

/** A model with a size and a quality that it takes; `isStaged` where the stage has a quality, which holds if the request names none. */
interface CheckedParameters {
  readonly served: ServedModel;
  readonly size: string;
  readonly quality: string;
  readonly isStaged: boolean;
}

function resolved(provider: ProviderFacts, request: QuoteRequest, checked: CheckedParameters): ResolvedRequest {
  const { served, size, quality } = checked;
  return {
    provider: provider.name,
    asked: request.model,
    served,
    mode: request.mode ?? 'realtime',
    n: request.n ?? 1,
    promptTokens: request.promptTokens,
    operation: request.operation === 'edit' ? 'edit' : 'generate',
    images: (request.images ?? []).map(pixelsOf),
    mask: request.mask === undefined || request.mask === null ? null : { size: pixelsOf(request.mask) },
    inputFidelity: request.inputFidelity === 'high' ? 'high' : 'low',
    partialImages: request.partialImages ?? 0,
    placement: placementOf(request),
    size,
    quality,
    qualities: served.model.qualities.includes(quality) ? [quality] : served.model.qualities,
    parameters: parametersOf(request, checked),
  };
}

function parametersOf(request: QuoteRequest, { served, size, quality, isStaged }: CheckedParameters): readonly ResolvedParameter[] {
  return [
    { name: 'model', value: served.name, origin: served.viaAlias ? 'alias' : 'request' },
    { name: 'size', value: size, origin: origin(request.size) },
    { name: 'quality', value: quality, origin: origin(request.quality, isStaged ? 'stage' : undefined) },
    { name: 'n', value: String(request.n ?? 1), origin: origin(request.n) },
    { name: 'outputFormat', value: request.outputFormat ?? 'png', origin: origin(request.outputFormat) },
    ...asked('outputCompression', request.outputCompression),
    ...asked('background', request.background),
    ...asked('moderation', request.moderation),
    ...(request.operation === 'edit' ? asked('operation', request.operation) : []),
    ...asked('inputFidelity', request.inputFidelity),
    ...asked('partialImages', request.partialImages === 0 ? null : request.partialImages),
  ];
}

function pixelsOf({ width, height }: RequestImage): PixelSize | undefined {
  return typeof width === 'number' && typeof height === 'number' ? { width, height } : undefined;
}

function placementOf({ placement }: QuoteRequest): PixelSize | undefined {
  return typeof placement === 'string' ? placementSize(placement) : undefined;
}

function asked(name: string, value: string | number | null | undefined): readonly ResolvedParameter[] {
  return value === undefined || value === null ? [] : [{ name, value: String(value), origin: 'request' }];
}

function origin(value: unknown, otherwise: ResolvedParameter['origin'] = 'provider-default'): ResolvedParameter['origin'] {
  return value === undefined || value === null ? otherwise : 'request';
}

function defaultQuality({ defaults }: ProviderFacts, model: ModelFacts): string {
  const legacy = defaults.legacyQuality;
  return legacy !== undefined && model.legacyQualities.includes(legacy) ? legacy : defaults.quality;
}

function notServed(provider: ProviderFacts, model: string) {
  const names = [...modelsServedBy(provider.name), ...Object.keys(provider.aliases)];
  const message = `${provider.name} does not serve ${shown(model)}: it serves ${listed(names)}.`;
  return refused({ code: 'model-not-served', path: ['model'], accepted: names, message });
}
