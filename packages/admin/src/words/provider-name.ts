const names: Readonly<Record<string, string>> = { openai: 'OpenAI', piapi: 'PiAPI', smartaipi: 'Smart AIPI' };

/** How a provider writes its own name; one that is new here is called as the price book calls it. */
export function providerName(provider: string): string {
  return names[provider] ?? provider;
}
