/** Load over HTTP, from threads of its own. */
import autocannon from 'autocannon';

/** What is asked, of whom, by how many at once. */
export interface Load {
  readonly addresses: readonly string[];
  readonly question: Question;
  readonly connections: number;
  /** How long; or how often. */
  readonly seconds?: number;
  readonly amount?: number;
  /** How many a second are asked for; as many as are answered unless given. */
  readonly pace?: number;
}

/** What came of it. */
export interface Loaded {
  readonly perSecond: number;
  readonly answers: number;
}

/** What is sent: a document, and its variables. */
export interface Question {
  readonly query: string;
  readonly variables?: object;
}

const request = { model: 'gpt-image-2', prompt: 'Sparkling shell with a pearl', size: '976x704', quality: 'low' };

/** Asks for an image under a key of its own each time: `[<id>]` is another one in each request. */
export const generateQuestion: Question = {
  query:
    'mutation ($input: GenerateInput!) { generate(input: $input) { ... on Generation { id status } ... on Refusal { code message } } }',
  variables: { input: { requestKey: '[<id>]', providers: ['openai'], request } },
};

/** Asks for a quote at every provider, stored. */
export const quoteQuestion: Question = {
  query: 'mutation ($input: QuoteInput!) { quote(input: $input) { ... on Quote { id best { provider expected { amount } } } } }',
  variables: { input: { request: { ...request, size: '1024x1024' } } },
};

/** Fires one question at each address alike. An answer that is no 200, an error and a refusal fail the bench. */
export async function fire({ addresses, question, connections, seconds, amount, pace }: Load): Promise<Loaded> {
  const share = connections / addresses.length;
  const results = await Promise.all(
    addresses.map((address) =>
      autocannon({
        url: `${address}/graphql`,
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(question),
        idReplacement: question === generateQuestion,
        connections: share,
        workers: 1,
        timeout: 60,
        ...(pace !== undefined && { overallRate: pace / addresses.length }),
        ...(amount === undefined ? { duration: seconds ?? 5 } : { amount: Math.ceil(amount / addresses.length) }),
      }),
    ),
  );
  const failed = results.reduce((sum, { non2xx, errors, timeouts }) => sum + non2xx + errors + timeouts, 0);
  if (failed > 0) throw new Error(`${failed} answers failed.`);
  const answers = results.reduce((sum, result) => sum + result['2xx'], 0);
  return { answers, perSecond: results.reduce((sum, result) => sum + result['2xx'] / result.duration, 0) };
}
