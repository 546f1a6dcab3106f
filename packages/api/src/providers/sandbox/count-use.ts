import type { CountedUse } from './bill-call.ts';
import type { AcceptedCall } from './check-call.ts';
import { countOutputTokens, countWrittenTokens } from './count-output.ts';
import { countPromptTokens } from './count-prompt.ts';
import { countInputTokens } from './edit/count-input.ts';

/** Text tokens that a generation adds to those of its prompt. */
const generationOverhead = 6;
/** Output image tokens that each partial image adds. */
const partialImageTokens = 100;

/** Each of n images is billed as if it were asked for alone, its prompt, its input images and its partial images included. */
export async function countUse(call: AcceptedCall): Promise<CountedUse> {
  return {
    textIn: call.n * (await countPromptTokens(call.prompt, overheadOf(call))),
    imageIn: call.edit === undefined ? 0 : call.n * countInputTokens(call.edit, call.model),
    imageOut: call.n * (countOutputTokens(call) + partialImageTokens * (call.partialImages ?? 0)),
    textOut: call.n * countWrittenTokens(call),
    images: call.n,
  };
}

function overheadOf({ edit, model }: AcceptedCall): number {
  return edit === undefined ? generationOverhead : model.editOverhead * edit.images.length;
}
