/** Tokens a generation adds to those of its prompt. */
const overhead = 6;

/** Text tokens the provider bills for a prompt: o200k_base tokens and six. "Sparkling shell with a pearl" → 12. */
export async function countPromptTokens(prompt: string): Promise<number> {
  const { encode } = await import('gpt-tokenizer/encoding/o200k_base');
  return encode(prompt, { allowedSpecial: new Set<string>(), disallowedSpecial: new Set<string>() }).length + overhead;
}
