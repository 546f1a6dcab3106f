/** Fills a service with what the pictures of the pages show: prices, drafts, images, a template, a reserved stage, sell prices and a correction. */
import { fillBook } from '../bench/fill-book.ts';
import { makeUsage } from '../world/rating-runs.ts';
import type { World } from '../world/service.ts';

/** What the addresses of some pages name. */
export interface Prepared {
  /** A change set with a price that rises and one that is wrong. */
  readonly set: string;
  /** A change set of a sell book: a margin over cost. */
  readonly margin: string;
  /** A re-rating that waits for somebody to decide. */
  readonly run: string;
}

interface Listed {
  readonly provider?: string;
  readonly imageOutput?: string;
  readonly from: string;
  readonly more?: object;
}

/** A price of gpt-image-2: by the published rates with another price of image output, unless something else is said. */
function priced({ provider = 'openai', imageOutput, from, more = {} }: Listed) {
  const rates = {
    text_input: '5.00',
    text_input_cached: '1.25',
    image_input: '8.00',
    image_input_cached: '2.00',
    image_output: imageOutput,
  };
  const components = Object.entries(rates).flatMap(([meter, price]) => (price === undefined ? [] : [{ meter, price, per: 1_000_000 }]));
  const read = { source: 'https://openai.com/api/pricing', checkedOn: '2026-11-20' };
  const entry = { provider, model: 'gpt-image-2', mode: 'realtime', currency: 'USD', from, ...read };
  return { ...entry, components: imageOutput === undefined ? [] : components, ...more };
}

/** A factor over cost. */
const margin = (multiply: string) => ({ basedOn: { book: 'cost', multiply }, source: 'Price committee' });

const fields = '... on PriceChangeSet { id rowVersion problems { name } }';
interface ShownSet {
  readonly id: string;
  readonly rowVersion: number;
  readonly problems: readonly { readonly name: string }[];
}

async function drafted(world: World, title: string, drafts: readonly object[], book = 'cost'): Promise<ShownSet> {
  const make = `mutation ($input: CreatePriceChangeSetInput!) { set: createPriceChangeSet(input: $input) { ${fields} } }`;
  const input = { title, book, reason: 'Announced on 20 November', drafts };
  return (await world.ask<{ set: ShownSet }>(make, { input })).set;
}

async function published(world: World, { id, rowVersion }: ShownSet): Promise<void> {
  const submit = `mutation { done: submitPriceChangeSet(id: "${id}", rowVersion: ${rowVersion}) { ${fields} } }`;
  const { done } = await world.ask<{ done: ShownSet }>(submit);
  await world.ask(
    `mutation ($names: [String!]!) { publishPriceChangeSet(id: "${id}", rowVersion: ${done.rowVersion}, confirmations: $names) { __typename } }`,
    { names: done.problems.map(({ name }) => name) },
  );
}

/** Fills it. */
export async function prepareScreens(world: World): Promise<Prepared> {
  await fillBook(world.databaseUrl);
  await published(
    world,
    await drafted(world, 'Image output, August', [{ action: 'ADD', entry: priced({ from: '2026-08-07', imageOutput: '27.00' }) }]),
  );
  await world.ask('mutation { openSellBook(name: "list-price") { __typename } }');
  const flat = { components: [{ meter: 'image', price: '0.009', per: 1 }], source: 'Price committee' };
  const sold = [priced({ from: '2026-11-20', more: margin('1.25') }), priced({ from: '2026-11-20', provider: 'smartaipi', more: flat })];
  await published(
    world,
    await drafted(
      world,
      'List prices',
      sold.map((entry) => ({ action: 'ADD', entry })),
      'list-price',
    ),
  );
  await makeUsage(world);
  await prepareWork(world);
  const known = await world.ask<{ entry: { id: string } }>('{ entry: priceEntryInForce(provider: "openai", model: "gpt-image-2") { id } }');
  const correction = { action: 'CORRECT', targetId: known.entry.id, entry: priced({ from: '2026-08-07', imageOutput: '28.50' }) };
  await published(world, await drafted(world, 'Image output, August, corrected', [correction]));
  const { run } = await world.ask<{ run: { id: string } }>(
    'mutation { run: startRerating(input: { from: "2026-11-01T00:00:00Z", until: "2026-11-21T00:00:00Z", book: SIMULATED }) { ... on ReratingRun { id } } }',
  );
  const cheaper = { ...margin('1.3'), modifiers: [{ multiply: '0.9', when: { quality: ['low'] } }], minimumCharge: '0.002' };
  const sell = await drafted(
    world,
    'List prices, December',
    [{ action: 'ADD', entry: priced({ from: '2026-12-01', more: cheaper }) }],
    'list-price',
  );
  const rising = [priced({ from: '2026-12-01', imageOutput: '32.40' }), priced({ from: '2027-03-01', imageOutput: '3,240.0' })];
  const { id } = await drafted(
    world,
    'Image output, December',
    rising.map((entry) => ({ action: 'ADD', entry })),
  );
  return { set: id, margin: sell.id, run: run.id };
}

/** A template, a reserved stage, a quote that waits for approval, and a budget. */
async function prepareWork(world: World): Promise<void> {
  const variables = [
    { name: 'thing', description: 'what is shown' },
    { name: 'jewel', required: false, default: 'pearl' },
  ];
  const version = { prompt: 'Sparkling {{thing}} with a {{jewel}}', variables, defaults: { model: 'gpt-image-2', size: '1024x1024' } };
  await world.ask(
    `mutation ($template: CreateTemplateInput!) {
      createTemplate(input: $template) { __typename }
      idea: setStage(input: { name: "ideation", defaultQuality: "low" }) { __typename }
      final: setStage(input: { name: "final", defaultQuality: "high", requiresApproval: true }) { __typename }
      setBudget(input: { book: SIMULATED, from: "2026-11-01T00:00:00Z", limit: { amount: "25", currency: "USD" } }) { __typename } }`,
    { template: { name: 'Profile card', version } },
  );
  const request = '{ model: "gpt-image-2", prompt: "Original ancient wizard profile card", size: "1024x1536" }';
  await world.ask(`mutation { quote(input: { request: ${request}, stage: "final" }) { __typename } }`);
}
