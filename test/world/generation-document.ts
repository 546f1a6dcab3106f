/** A generation as tests ask for it over GraphQL: the document, and the shape of the answer. */

/** Every field a test may look at. */
export const generationFields = `id requestKey status simulated provider model mode
  request { model prompt n size quality }
  images { index url width height format sha256 revisedPrompt }
  usage { meter quantity } reading
  charge { state total { amount currency } lines { meter quantity unitPrice per amount { amount currency } } priceEntry { id } }
  cost { state total { amount currency } lines { meter quantity amount { amount } } priceEntry { id } }
  quote { id } variance { amount currency } failure { code message }
  attempts { number outcome clientRequestId providerRequestId reading startedAt endedAt } createdAt settledAt`;

/** Executes an input; a refusal comes with its whole story. */
export const generateDocument = `mutation ($input: GenerateInput!) { generate(input: $input) { __typename
  ... on Generation { ${generationFields} }
  ... on Refusal { code message path accepted details others { code path } } } }`;

interface Amount {
  readonly amount: string;
  readonly currency: string;
}

interface Charged {
  readonly state: string;
  readonly total: Amount | null;
  readonly lines: readonly { readonly meter: string; readonly quantity: string; readonly amount: Amount }[];
}

/** The answer: fields of a generation, or those of a refusal. */
export interface Generated {
  readonly __typename: 'Generation' | 'Refusal';
  readonly id: string;
  readonly status: string;
  readonly provider: string;
  readonly images: readonly { readonly url: string; readonly sha256: string }[];
  readonly usage: readonly { readonly meter: string; readonly quantity: string }[];
  readonly charge: Charged;
  readonly cost: Charged;
  readonly quote: { readonly id: string } | null;
  readonly failure: { readonly code: string; readonly message: string } | null;
  readonly attempts: readonly { readonly outcome: string; readonly clientRequestId: string; readonly providerRequestId: string | null }[];
  readonly code: string;
  readonly message: string;
  readonly path: readonly string[];
}
