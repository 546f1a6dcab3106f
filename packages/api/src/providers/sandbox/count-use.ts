import type { CountedUse } from './bill-call.ts';
import type { AcceptedCall } from './check-call.ts';
import { countOutputTokens, countWrittenTokens } from './count-output.ts';
import { countPromptTokens } from './count-prompt.ts';

/** Output image tokens that each partial image adds. */
const partialImageTokens = 100;

/** Each of n images is billed as if it were asked for alone, its prompt and its partial images included. */
export async function countUse(call: AcceptedCall): Promise<CountedUse> {
  return {
    textIn: call.n * (await countPromptTokens(call.prompt)),
    imageOut: call.n * (countOutputTokens(call) + partialImageTokens * (call.partialImages ?? 0)),
    textOut: call.n * countWrittenTokens(call),
    images: call.n,
  };
}
