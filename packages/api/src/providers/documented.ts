/** Who documents streams with partial images, and who takes batches. Source: the API references of OpenAI, PiAPI and Smart AIPI; the relays name neither. */
export const documented = {
  streams: new Set(['openai']),
  batches: new Set(['openai']),
} as const satisfies Readonly<Record<string, ReadonlySet<string>>>;
