import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectReadable } from './expect-readable.ts';
import { openAdmin } from './open-admin.ts';
import type { Admin } from './open-admin.ts';

let admin: Admin;
let secret: string;
beforeAll(async () => {
  admin = await openAdmin();
  const template = {
    name: 'Profile card',
    version: {
      prompt: 'Sparkling {{thing}} with a {{jewel}}',
      variables: [
        { name: 'thing', description: 'what is shown' },
        { name: 'jewel', required: false, default: 'pearl' },
      ],
      defaults: { model: 'gpt-image-2', size: '1024x1024' },
    },
  };
  const made = await admin.world.ask<{ key: { secret: string } }>(
    `mutation ($template: CreateTemplateInput!) {
      createTemplate(input: $template) { __typename }
      setStage(input: { name: "final", defaultQuality: "low", requiresApproval: true }) { __typename }
      key: createApiKey(input: { name: "nightly cards", roles: [APP] }) { ... on CreatedApiKey { secret } } }`,
    { template },
  );
  ({ secret } = made.key);
});
afterAll(() => admin.close());

const pearl = '/playground?model=gpt-image-2&prompt=Sparkling+shell+with+a+pearl&size=1024x1024&quality=low';
const expectedAt = (page: Page, provider: string) => page.locator(`[data-offer="${provider}"]`).getByTestId('expected');

async function madeIn(page: Page): Promise<object> {
  const id = await page.locator('[data-generation]').getAttribute('data-generation');
  const fields = 'mode stage template { variables version { number } } request { prompt partialImages } charge { total { amount } }';
  return (await admin.world.ask<{ generation: object }>(`query ($id: ID!) { generation(id: $id) { ${fields} } }`, { id })).generation;
}

describe('A request in the playground', () => {
  it('is rendered from a template and filled in by its stage, at the price the page foretold', async () => {
    const { page, foreign, complaints } = await admin.open('/playground');
    await page.getByLabel('Template', { exact: true }).selectOption('Profile card');
    await page.locator('[data-field="variables"]').getByRole('alert').getByText('thing is required (what is shown)').waitFor();
    await page.getByLabel('thing').fill('shell');
    await page.getByLabel('Stage').first().selectOption('final');
    await expectedAt(page, 'openai').getByTitle('$0.00594').waitFor();
    await page.waitForURL(/variables=.*shell.*stage=final/);
    expect(new URL(page.url()).searchParams.has('prompt')).toBe(false);
    await page.reload();
    await page.getByRole('button', { name: 'Generate at OpenAI' }).click();
    await page.locator('[data-generation]').waitFor();
    expect(await madeIn(page)).toEqual({
      mode: 'REALTIME',
      stage: 'final',
      template: { variables: { thing: 'shell', jewel: 'pearl' }, version: { number: 1 } },
      request: { prompt: 'Sparkling shell with a pearl', partialImages: 0 },
      charge: { total: { amount: '0.00594' } },
    });
    expect({ foreign, complaints }).toEqual({ foreign: [], complaints: [] });
  });

  it('shows partial images while it is made, and says beforehand what they cost', async () => {
    const { page } = await admin.open(`${pearl}&partialImages=2`);
    const partial = page.locator('[data-partial-images]').getByRole('img', { name: 'Image 1, not finished yet' });
    await page.route('**/graphql', async (route) => {
      if (!route.request().postData()?.includes('mutation Generate')) return route.continue();
      const response = await route.fetch();
      await partial.waitFor();
      return route.fulfill({ response });
    });
    await expectedAt(page, 'openai').getByTitle('$0.01194').waitFor();
    await page.getByRole('button', { name: 'Generate at OpenAI' }).click();
    await page.locator('[data-generation]').waitFor();
    expect(await page.getByTestId('charge').innerText()).toBe('$0.01194');
    expect(await partial.count()).toBe(0);
  });

  it('is queued where nobody waits, and followed to its image', async () => {
    const { page } = await admin.open(pearl);
    await page.getByText('When it is made, and what is shown meanwhile').click();
    await page.getByLabel('Wait for the answer').uncheck();
    await page.waitForURL(/wait=no/);
    await page.getByRole('button', { name: 'Generate at OpenAI' }).click();
    await page.locator('[data-generation]').waitFor();
    expect(await page.getByTestId('charge').innerText()).toBe('$0.00594');
  });

  it('goes on at a reserved stage once somebody else has approved its quote', async () => {
    const { page } = await admin.open('/approvals');
    await page.getByRole('heading', { name: 'No quote waits for approval' }).waitFor();
    const { page: app } = await admin.open('/stages');
    await app.setExtraHTTPHeaders({ authorization: `Bearer ${secret}` });
    await app.goto(`${admin.world.address}${pearl}&stage=final`);
    await app.getByRole('button', { name: 'Generate at OpenAI' }).click();
    await app.getByRole('heading', { name: 'An approver has to release this quote first' }).waitFor();

    const quote = page.getByRole('article', { name: 'Quote: Sparkling shell with a pearl' });
    await quote.getByText('expires in 15 min').waitFor();
    await quote.getByText('1 image · 1024x1024 · low').waitFor();
    await expectReadable(page);
    await quote.getByRole('button', { name: 'Approve this quote' }).click();
    await quote.waitFor({ state: 'detached' });

    await app.getByRole('heading', { name: 'this machine approved the quote' }).waitFor();
    await app.getByRole('button', { name: 'Generate it now' }).click();
    await app.locator('[data-generation]').waitFor();
    expect(await madeIn(app)).toMatchObject({ stage: 'final', charge: { total: { amount: '0.00594' } } });
  });

  it('can be read by everybody with all it may be told', async () => {
    const { page } = await admin.open('/playground?partialImages=1');
    await page.getByLabel('Template', { exact: true }).selectOption('Profile card');
    await page.getByLabel('thing').waitFor();
    await expectReadable(page);
  });
});
