/** What a newcomer pastes first: a quote of one picture, then the picture itself. Both work as they are printed. */

/** Where the service answers, and whether it asks for a key. */
export interface Address {
  readonly url: string;
  readonly asksForKey: boolean;
}

const request = `{
      model: "gpt-image-2", size: "976x704", quality: "low"
      prompt: "Original ancient wizard profile card, readable stats, cinematic lighting, detailed robes"
    }`;

/** Quotes the wizard card from every provider: 0.00397 USD at openai. */
export const firstQuote = `mutation {
  quote(input: {
    request: ${request}
  }) {
    ... on Quote { offers { provider exactness expected { amount currency } } }
    ... on Refusal { code message }
  }
}`;

/** Makes the wizard card at openai. The key makes it one generation however often it is pasted. */
export const firstGeneration = `mutation {
  generate(input: {
    requestKey: "my-first-wizard", providers: ["openai"]
    request: ${request}
  }) {
    ... on Generation { simulated images { url } charge { state total { amount currency } } variance { amount } }
    ... on Refusal { code message }
  }
}`;

/** The command that sends it, for a shell. */
export function curlCommand(query: string, { url, asksForKey }: Address): string {
  const body = JSON.stringify({ query: query.replaceAll(/\s+/g, ' ') });
  const key = asksForKey ? `-H "authorization: Bearer $HALFPENNY_KEY" ` : '';
  return `curl -s ${url}/graphql -H 'content-type: application/json' ${key}-d '${body}'`;
}
