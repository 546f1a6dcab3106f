import type { ModelFacts } from '../catalog/model-facts.ts';
import { models } from '../catalog/models.ts';
import type { Refusal } from '../refusal/refusal.ts';
import { listed } from '../refusal/shown.ts';
import type { QuoteRequest } from './request-fields.ts';

/** One that makes transparent backgrounds, and has no end announced. */
const transparentModel =
  models.find(({ transparentBackground, shutDown }) => transparentBackground && shutDown === null)?.name ?? 'another';

/** What a model does not do though others do: a transparent background, an output format, a choice of input fidelity. */
export function modelChoiceProblems(model: ModelFacts, request: QuoteRequest): readonly Refusal[] {
  const problems = [backgroundProblem(model, request), formatProblem(model, request), fidelityProblem(model, request)];
  return problems.filter((problem) => problem !== undefined);
}

function backgroundProblem(model: ModelFacts, { background, outputFormat }: QuoteRequest): Refusal | undefined {
  if (background !== 'transparent') return undefined;
  const words = ['auto', 'opaque'];
  const refusal = { code: 'invalid-background', path: ['background'], accepted: words } as const;
  if (!model.transparentBackground)
    return {
      ...refusal,
      message: `${model.name} makes no transparent background: choose ${listed(words)}, or a model that does, such as ${transparentModel}.`,
    };
  if (outputFormat !== 'jpeg') return undefined;
  return { ...refusal, message: `A transparent background needs the output format png or webp; with jpeg choose ${listed(words)}.` };
}

function formatProblem(model: ModelFacts, { outputFormat }: QuoteRequest): Refusal | undefined {
  if (outputFormat === undefined || outputFormat === null || model.outputFormats.includes(outputFormat)) return undefined;
  const message = `${model.name} writes no ${outputFormat}: choose ${listed(model.outputFormats)}.`;
  return { code: 'invalid-output-format', path: ['outputFormat'], accepted: model.outputFormats, message };
}

function fidelityProblem(model: ModelFacts, { inputFidelity }: QuoteRequest): Refusal | undefined {
  if (inputFidelity === undefined || inputFidelity === null || model.choosesInputFidelity) return undefined;
  const message = `${model.name} leaves no choice of input fidelity: leave it out.`;
  return { code: 'invalid-input-fidelity', path: ['inputFidelity'], accepted: [], message };
}
