/** Text tokens the provider bills for a prompt: o200k_base tokens and some overhead. "Sparkling shell with a pearl" and 6 → 12. */
export async function countPromptTokens(prompt: string, overhead: number): Promise<number> {
  const { encode } = await import('gpt-tokenizer/encoding/o200k_base');
  return encode(prompt, { allowedSpecial: new Set<string>(), disallowedSpecial: new Set<string>() }).length + overhead;
}
