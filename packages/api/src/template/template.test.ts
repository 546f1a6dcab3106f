import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Client } from 'pg';
import { generateDocument } from '../../../../test/world/generation-document.ts';
import type { Generated } from '../../../../test/world/generation-document.ts';
import { startWorld } from '../../../../test/world/service.ts';
import type { World } from '../../../../test/world/service.ts';

const templateFields = `id name description archivedAt createdBy latest { id number prompt variables { name required default } defaults { model size quality } }
  versions { id number prompt }`;
const refusalFields = '... on Refusal { code message path accepted others { code path } }';
const createDocument = `mutation ($input: CreateTemplateInput!) { createTemplate(input: $input) { __typename ... on Template { ${templateFields} } ${refusalFields} } }`;
const addDocument = `mutation ($input: AddTemplateVersionInput!) { addTemplateVersion(input: $input) { __typename ... on Template { ${templateFields} } ${refusalFields} } }`;
const quoteDocument = `mutation ($input: QuoteInput!) { quote(input: $input) { __typename ... on Quote { id stage
  request { model prompt size quality } template { variables version { id number templateName } } best { expected { amount } resolved { name value origin } } } ${refusalFields} } }`;

interface Told {
  readonly __typename: string;
  readonly id: string;
  readonly latest: { readonly id: string; readonly number: number };
  readonly versions: readonly { readonly number: number }[];
  readonly code: string;
  readonly path: readonly string[];
}

const card = {
  prompt: 'Sparkling {{thing}} with a {{jewel}}',
  variables: [
    { name: 'thing', description: 'what is shown' },
    { name: 'jewel', required: false, default: 'pearl' },
  ],
  defaults: { model: 'gpt-image-2', size: '976x704', quality: 'low' },
};

let world: World;
let database: Client;
let made: Told;
beforeAll(async () => {
  world = await startWorld();
  database = new Client({ connectionString: world.databaseUrl });
  await database.connect();
  made = await create({ name: 'Profile card', version: card });
});
afterAll(async () => {
  await database.end();
  await world.close();
});

const create = async (input: object) => (await world.ask<{ createTemplate: Told }>(createDocument, { input })).createTemplate;
const add = async (templateId: string, version: object) =>
  (await world.ask<{ addTemplateVersion: Told }>(addDocument, { input: { templateId, version } })).addTemplateVersion;
const quote = async (input: object) => (await world.ask<{ quote: Told }>(quoteDocument, { input })).quote;
const generate = async (input: object) => (await world.ask<{ generate: Generated }>(generateDocument, { input })).generate;
const oneClick = (thing: string) => ({ requestKey: 'one click', request: {}, template: use({ thing }), providers: ['openai'] });
const use = (variables: object) => ({ versionId: made.latest.id, variables });

describe('A template', () => {
  it('changes by a further version, and the one before stays as it was', async () => {
    const other = await create({ name: 'Poster', version: { prompt: 'A poster' } });
    const changed = await add(other.id, { prompt: 'A poster of {{what}}', variables: [{ name: 'what' }] });
    expect(changed).toMatchObject({
      latest: { number: 2, prompt: 'A poster of {{what}}', variables: [{ name: 'what', required: true, default: null }] },
      versions: [{ number: 2 }, { number: 1, prompt: 'A poster' }],
    });
    await expect(database.query(`UPDATE template_version SET prompt = 'Another'`)).rejects.toThrow('never rewritten');
  });

  it('does not get a version that says what the latest says', async () => {
    expect((await add(made.id, card)).versions).toHaveLength(1);
    const both = await Promise.all([add(made.id, { prompt: 'At once' }), add(made.id, { prompt: 'At once' })]);
    expect(both.map(({ latest }) => latest.number)).toEqual([2, 2]);
    await add(made.id, card);
  });

  it.each([
    ['a name that another one has', { name: 'Profile card', version: { prompt: 'A card' } }, 'INVALID_TEMPLATE', ['input', 'name']],
    [
      'a variable it does not declare',
      { name: 'New', version: { prompt: '{{a}}' } },
      'INVALID_TEMPLATE',
      ['input', 'version', 'variables'],
    ],
    [
      'a model nobody knows',
      { name: 'New', version: { prompt: 'A', defaults: { model: 'gpt-image-9' } } },
      'UNKNOWN_MODEL',
      ['input', 'version', 'defaults', 'model'],
    ],
    [
      'a quality the model has not',
      { name: 'New', version: { prompt: 'A', defaults: { model: 'gpt-image-2', quality: 'superb' } } },
      'INVALID_QUALITY',
      ['input', 'version', 'defaults', 'quality'],
    ],
  ])('is refused with %s', async (_what, input, code, path) => {
    expect(await create(input)).toMatchObject({ __typename: 'Refusal', code, path });
  });

  it('is listed by name, page by page, without those that are archived', async () => {
    const page = async (after: string | null, archived = false) =>
      (
        await world.ask<{ templates: { totalCount: number; pageInfo: { endCursor: string }; edges: { node: { name: string } }[] } }>(
          `query ($after: String, $archived: Boolean!) { templates(first: 1, after: $after, archived: $archived) {
             totalCount pageInfo { endCursor hasNextPage } edges { node { name } } } }`,
          { after, archived },
        )
      ).templates;
    const first = await page(null);
    expect(first).toMatchObject({ totalCount: 2, pageInfo: { hasNextPage: true }, edges: [{ node: { name: 'Poster' } }] });
    expect(await page(first.pageInfo.endCursor)).toMatchObject({
      pageInfo: { hasNextPage: false },
      edges: [{ node: { name: 'Profile card' } }],
    });
    const retired = await create({ name: 'Retired', version: { prompt: 'Old' } });
    await world.ask('mutation ($id: ID!) { archiveTemplate(id: $id) { __typename } }', { id: retired.id });
    expect(await page(null)).toMatchObject({ totalCount: 2 });
    expect(await page(null, true)).toMatchObject({ totalCount: 3 });
    expect(await quote({ request: { model: 'gpt-image-2' }, template: { versionId: retired.latest.id } })).toMatchObject({
      code: 'TEMPLATE_ARCHIVED',
      path: ['input', 'template', 'versionId'],
    });
  });
});

describe('A request from a template', () => {
  it('has its prompt and fields from it, and is quoted and remembered as such', async () => {
    const quoted = await quote({ request: {}, template: use({ thing: 'Shell' }), providers: ['openai'] });
    expect(quoted).toMatchObject({
      __typename: 'Quote',
      request: { model: 'gpt-image-2', prompt: 'Sparkling Shell with a pearl', size: '976x704', quality: 'low' },
      template: { variables: { thing: 'Shell', jewel: 'pearl' }, version: { id: made.latest.id, number: 1, templateName: 'Profile card' } },
      best: { expected: { amount: '0.00393' } },
    });
    const generated = await generate({ requestKey: 'from a quote', quoteId: quoted.id });
    expect(generated).toMatchObject({ status: 'SUCCEEDED', charge: { total: { amount: '0.00393' } } });
    const { rows } = await database.query(`SELECT template_version_id, template_variables FROM generation WHERE id = $1`, [generated.id]);
    expect(rows).toEqual([{ template_version_id: made.latest.id, template_variables: { thing: 'Shell', jewel: 'pearl' } }]);
  });

  it('says more than its template where it says something itself', async () => {
    expect(await quote({ request: { quality: 'high', size: '1024x1024' }, template: use({ thing: 'Shell' }) })).toMatchObject({
      request: { quality: 'high', size: '1024x1024', model: 'gpt-image-2' },
    });
  });

  it('is one request however often it is sent, and another one with other variables', async () => {
    const first = await generate(oneClick('Shell'));
    expect(await generate(oneClick('Shell'))).toMatchObject({ id: first.id });
    expect(await generate(oneClick('Wave'))).toMatchObject({ code: 'REQUEST_KEY_REUSED' });
  });

  it.each([
    ['a missing variable', { template: {} }, 'INVALID_VARIABLES', ['input', 'template', 'variables', 'thing']],
    [
      'an unknown one',
      { template: { variables: { thing: 'a', mood: 'b' } } },
      'INVALID_VARIABLES',
      ['input', 'template', 'variables', 'mood'],
    ],
    [
      'a prompt of its own',
      { request: { prompt: 'A shell' }, template: { variables: { thing: 'a' } } },
      'PROMPT_OR_TEMPLATE',
      ['input', 'request', 'prompt'],
    ],
    [
      'a version that is not there',
      { template: { versionId: '01890000-0000-7000-8000-0000000000ff' } },
      'TEMPLATE_NOT_FOUND',
      ['input', 'template', 'versionId'],
    ],
    ['neither prompt nor template', { request: { model: 'gpt-image-2' }, template: null }, 'EMPTY_PROMPT', ['input', 'request', 'prompt']],
    ['neither model nor template', { request: { prompt: 'A shell' }, template: null }, 'UNKNOWN_MODEL', ['input', 'request', 'model']],
  ])('is refused with %s', async (_what, { request = {}, template }: { request?: object; template: object | null }, code, path) => {
    const named = template === null ? null : { versionId: made.latest.id, ...template };
    expect(await quote({ request, template: named })).toMatchObject({ __typename: 'Refusal', code, path });
  });

  it('leaves the template to the quote that was made from it', async () => {
    const quoted = await quote({ request: {}, template: use({ thing: 'Shell' }) });
    expect(await generate({ requestKey: 'both', quoteId: quoted.id, template: use({ thing: 'Shell' }) })).toMatchObject({
      code: 'QUOTE_OR_REQUEST',
      path: ['input', 'template'],
    });
  });
});
