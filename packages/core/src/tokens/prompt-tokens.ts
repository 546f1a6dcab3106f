/** Text tokens a generation bills beside those of its prompt. Source: usage objects posted by users; "Sparkling shell with a pearl" has 6 and bills 12. */
export const promptOverheadTokens = 6;

/** Nothing is special in a prompt: text that looks like a control token is counted as the characters it is. */
const asPlainText = { allowedSpecial: new Set<string>(), disallowedSpecial: new Set<string>() };

/**
 * The o200k_base tokens of a prompt, without the overhead: `await countPromptTokens('Sparkling shell with a pearl')` is 6.
 * The tokenizer is loaded at the first call. Check the prompt first (`checkPrompt`): it bounds the time this takes.
 */
export async function countPromptTokens(prompt: string): Promise<number> {
  const { countTokens } = await import('gpt-tokenizer/encoding/o200k_base');
  return countTokens(prompt, asPlainText);
}
