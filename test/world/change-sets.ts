/** Change sets of the price book, as somebody drafts, submits and publishes them in a test. */
import { asked, type Asker } from './askers.ts';

/** A change set, or why there is none. */
export interface ShownSet {
  readonly id: string;
  readonly rowVersion: number;
  readonly state: string;
  readonly fingerprint: string;
  readonly problems: readonly { readonly name: string; readonly message: string }[];
  readonly diff: readonly { readonly sentences: readonly string[] }[];
  readonly code?: string;
  readonly message?: string;
  readonly accepted?: readonly string[];
}

const fields = `... on PriceChangeSet { id rowVersion state approver knownFrom mine fingerprint problems { name field code severity message accepted } diff { provider model sentences closes adds { draftId corrects validFrom validUntil } } } ... on Refusal { code message accepted }`;

/** Makes a change set of these drafts. */
export async function draft(asker: Asker, drafts: readonly object[]): Promise<ShownSet> {
  const document = `mutation ($input: CreatePriceChangeSetInput!) { done: createPriceChangeSet(input: $input) { ${fields} } }`;
  return (await asked<{ done: ShownSet }>(asker, document, { input: { title: 'A new list', drafts } })).done;
}
/** Asks for its review. */
export async function submit(asker: Asker, { id, rowVersion }: ShownSet): Promise<ShownSet> {
  const document = `mutation ($id: ID!, $rowVersion: Int!) { done: submitPriceChangeSet(id: $id, rowVersion: $rowVersion) { ${fields} } }`;
  return (await asked<{ done: ShownSet }>(asker, document, { id, rowVersion })).done;
}
/** Publishes it, at the row version that is handed in. */
export async function publish(asker: Asker, { id, rowVersion }: ShownSet, more: object = {}): Promise<ShownSet> {
  const document = `mutation ($id: ID!, $rowVersion: Int!, $confirmations: [String!]! = [], $fingerprint: String) {
    done: publishPriceChangeSet(id: $id, rowVersion: $rowVersion, confirmations: $confirmations, fingerprint: $fingerprint) { ${fields} } }`;
  return (await asked<{ done: ShownSet }>(asker, document, { id, rowVersion, ...more })).done;
}

const perMillion = (imageOutput: string) =>
  Object.entries({ text_input: '5', text_input_cached: '1.25', image_input: '8', image_input_cached: '2', image_output: imageOutput }).map(
    ([meter, price]) => ({ meter, price, per: 1_000_000 }),
  );
const listed = {
  provider: 'openai',
  model: 'gpt-image-2',
  mode: 'realtime',
  currency: 'USD',
  source: 'Price page',
  checkedOn: '2026-11-20',
};
/** What gpt-image-2 costs at openai from a day on, by what it takes for a million tokens of an image. */
export const raised = (from: string, imageOutput = '60') => ({ entry: { ...listed, from, components: perMillion(imageOutput) } });
