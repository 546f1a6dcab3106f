import type { ModelFacts } from '../catalog/model-facts.ts';
import type { PriceEntry } from '../price-book/price-entry.ts';
import { isLent } from '../tokens/input-image-tokens.ts';
import { billsTokens } from './counted-work.ts';
import type { Evidence } from './evidence-grade.ts';
import { leavesQuality, leavesSize, type ResolvedRequest } from './resolved-request.ts';

/** What each quantity of an estimate rests on, in the order in which it is used. */
export function evidenceOf(request: ResolvedRequest, entry: PriceEntry): readonly Evidence[] {
  if (!billsTokens(entry)) return [work];
  const { model } = request.served;
  const edits = request.operation === 'edit' ? [imageEvidence(request)] : [];
  const partial = request.partialImages > 0 ? [partialImages] : [];
  const text = model.textOutputTokensMost === null ? [] : [textOutput];
  return [textEvidence(request), ...edits, outputEvidence(model), ...choiceEvidence(request), ...partial, ...text];
}

const work: Evidence = { meter: 'image', grade: 'counted', sentence: 'What the request asks for is counted, whatever it consumes.' };
const prompt: Evidence = {
  meter: 'text_input',
  grade: 'measured',
  sentence: 'The o200k_base tokens of the prompt and 6 more, as usage objects of generations show.',
};
const partialImages: Evidence = {
  meter: 'image_output',
  grade: 'published',
  sentence: 'Each partial image is documented to add 100 output tokens; it was not measured, and fewer may be sent.',
};
const textOutput: Evidence = {
  meter: 'text_output',
  grade: 'assumed',
  sentence: 'No count of output text is published: one public sample has 335 tokens, and the ceiling allows 1,024 an image.',
};
const choice: Evidence = {
  meter: 'image_output',
  grade: 'assumed',
  sentence: 'What auto becomes is not documented: medium and 1024x1024 are expected, and the bounds are those of every choice.',
};

function textEvidence({ operation, served }: ResolvedRequest): Evidence {
  if (operation === 'generate') return prompt;
  const sentence = `The o200k_base tokens of the prompt and an overhead nobody publishes: ${served.model.editOverhead.evidence}.`;
  return { meter: 'text_input', grade: 'observed', sentence };
}

function imageEvidence({ served, images, mask }: ResolvedRequest): Evidence {
  const meter = 'image_input';
  const facts = served.model.inputImages;
  if (images.includes(undefined))
    return { meter, grade: 'assumed', sentence: 'The size of an input image is not told: 1024x1024 is expected.' };
  if (isLent(facts))
    return { meter, grade: 'assumed', sentence: `No rule was seen to hold for ${served.model.name}: one of an earlier model is lent.` };
  const masked = mask === null ? '' : ' Whether a mask is billed is not known.';
  if (facts.kind === 'patches') return { meter, grade: 'measured', sentence: `The patch rule fits 15 of 15 measured images.${masked}` };
  return { meter, grade: 'published', sentence: `OpenAI's published rule of tiles.${masked}` };
}

function outputEvidence({ name, outputTokens }: ModelFacts): Evidence {
  const meter = 'image_output';
  switch (outputTokens.kind) {
    case 'grid':
      return {
        meter,
        grade: 'calculator',
        sentence: "OpenAI's calculator, met by measurement at more than 50 points and contradicted by none.",
      };
    case 'table':
      return { meter, grade: 'published', sentence: "OpenAI's published table of tokens by quality and size." };
    case 'image-prices':
      return {
        meter,
        grade: 'published',
        sentence: `Published prices an image of ${name}, rounded to a tenth of a cent: no table of tokens is.`,
      };
    default:
      return { meter, grade: 'observed', sentence: seenSentence(outputTokens) };
  }
}

function seenSentence(facts: ModelFacts['outputTokens']): string {
  if (facts.kind !== 'observed') return 'Nothing is known of its tokens.';
  const counts = facts.observations.length + (facts.learned?.length ?? 0);
  return `No rule is known: ${counts} counts that were seen, within the bounds of the model before.`;
}

function choiceEvidence(request: ResolvedRequest): readonly Evidence[] {
  return leavesQuality(request) || leavesSize(request) ? [choice] : [];
}
