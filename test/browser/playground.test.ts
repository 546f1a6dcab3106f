import { text as textOf } from 'node:stream/consumers';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeViolations, sidewaysPixels } from './axe.ts';
import { openAdmin } from './open-admin.ts';
import type { Admin } from './open-admin.ts';

let admin: Admin;
beforeAll(async () => void (admin = await openAdmin()));
afterAll(() => admin.close());

const pearl = '/playground?model=gpt-image-2&prompt=Sparkling+shell+with+a+pearl';
const offer = (page: Page, provider: string) => page.locator(`[data-offer="${provider}"]`);
const figure = (page: Page, name: 'charge' | 'cost' | 'variance') => page.getByTestId(name).innerText();
const invoiceLines = async () => (await admin.world.invoice()).lines.length;

/** What a card says, its white space evened out and the invisible padding of its figures left aside. */
async function words(page: Page, provider: string): Promise<string> {
  return (await offer(page, provider).innerText()).replaceAll(/[\s\u202F]+/g, ' ');
}

describe('The offers of the playground', () => {
  it('begin with the wizard card for 0.00397, computed in the page to the last digit', async () => {
    const { page, foreign, complaints } = await admin.open('/playground');
    await offer(page, 'openai').getByText('exact').waitFor();
    const text = await words(page, 'openai');
    expect(text).toContain('$0.00397');
    expect(text).toContain('Text in 20 × $5.00 / 1M text input tokens $0.0001');
    expect(text).toContain('Image out 129 × $30.00 / 1M image output tokens $0.00387');
    expect({ foreign, complaints }).toEqual({ foreign: [], complaints: [] });
  });

  it('follow every change: six cards cost 0.02382', async () => {
    const { page } = await admin.open('/playground');
    await page.getByLabel('Images', { exact: true }).fill('6');
    await page.keyboard.press('Tab');
    await offer(page, 'openai').getByTestId('expected').getByTitle('$0.02382').waitFor();
    await page.waitForURL(/[?&]n=6(&|$)/);
  });

  it('show a range with its ends where the quality is left to the provider', async () => {
    const { page } = await admin.open(`${pearl}&size=1024x1024`);
    await offer(page, 'openai').getByText('range').waitFor();
    const text = await words(page, 'openai');
    expect(text).toContain('floor $0.00594 expected $0.05274 ceiling $0.21078');
    expect(await offer(page, 'openai').getByRole('img').getAttribute('aria-label')).toBe(
      'floor $0.00594, expected $0.05274, ceiling $0.21078',
    );
    await page.getByRole('radio', { name: 'low' }).check({ force: true });
    await offer(page, 'openai').getByText('exact').waitFor();
    expect(await words(page, 'openai')).toContain('$0.00594');
  });

  it('show the flat price of the preview', async () => {
    const { page } = await admin.open('/playground?model=gpt-image-2-preview&prompt=A+pearl&size=3840x2160&quality=high');
    await offer(page, 'piapi').getByTestId('expected').getByTitle('$0.10').waitFor();
  });

  it('refuse a size beside its field, and take the nearest legal one at a click', async () => {
    const { page } = await admin.open(`${pearl}&size=1024x1033&quality=low`);
    const field = page.locator('[data-field="size"]');
    await field.getByRole('alert').waitFor();
    expect(await field.getByRole('alert').innerText()).toContain('both edges must be multiples of 16');
    await field.getByRole('button', { name: 'Use 1024x1040' }).click();
    await offer(page, 'openai').getByText('exact').waitFor();
    expect(new URL(page.url()).searchParams.get('size') ?? '').toMatch(/^1024x10(33|40)$/);
    await page.waitForURL(/size=1024x1040/);
  });

  it('refuse eleven images, and an empty prompt', async () => {
    const { page } = await admin.open(`${pearl}&n=11`);
    await page.locator('[data-field="n"]').getByText('ask for a whole number from 1 to 10').waitFor();
    await page.getByLabel('Prompt').fill('');
    await page.locator('[data-field="prompt"]').getByRole('alert').waitFor();
  });

  it('name a provider that makes none, with the sizes it has a price for', async () => {
    const { page } = await admin.open('/playground');
    const refused = page.getByRole('region', { name: 'Providers that make no offer' });
    await refused.getByText('Smart AIPI makes no offer').waitFor();
    await refused.getByRole('button', { name: 'Use 1024x1024' }).click();
    await offer(page, 'smartaipi').getByText('cheapest').waitFor();
    expect(await words(page, 'smartaipi')).toContain('$0.003');
  });

  it('stand beside every other size and quality, each a click away', async () => {
    const { page, foreign, complaints } = await admin.open(`${pearl}&size=1024x1024&quality=low`);
    const grid = page.getByRole('region', { name: 'Price over size and quality' });
    const mark = (cost: string) => grid.locator('[data-price-map] svg text', { hasText: cost });
    await grid.getByRole('radio', { name: 'OpenAI' }).check({ force: true });
    await mark('0.21078').click();
    await offer(page, 'openai').getByTestId('expected').getByTitle('$0.21078').waitFor();
    await mark('0.00594').click();
    await offer(page, 'openai').getByTestId('expected').getByTitle('$0.00594').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    const file = page.waitForEvent('download');
    await grid.getByRole('button', { name: 'Download CSV' }).click();
    expect(await textOf(await (await file).createReadStream())).toContain('\r\n1024x1024,0.00594,0.05274,0.21078\r\n');
    await grid.getByRole('button', { name: 'As table' }).click();
    await page.waitForURL(/map=table/);
    expect({ foreign, complaints }).toEqual({ foreign: [], complaints: [] });
    const asked = grid.getByRole('button', { name: 'Ask for 1024x1024 at low' });
    expect(await asked.getAttribute('aria-current')).toBe('true');
    await grid.getByRole('button', { name: 'Ask for 1024x1024 at high' }).click();
    await offer(page, 'openai').getByTestId('expected').getByTitle('$0.21078').waitFor();
    await page.waitForURL(/quality=high/);
    await grid.getByRole('radio', { name: 'Smart AIPI' }).check({ force: true });
    await grid.getByText('Smart AIPI has no price for the other').waitFor();
  });

  it('come back with the back button', async () => {
    const { page } = await admin.open('/playground?model=gpt-image-2&prompt=A+pearl&size=1024x1024&quality=high');
    await offer(page, 'openai').waitFor();
    await page.getByRole('link', { name: 'Price book', exact: true }).click();
    await page.waitForURL('**/price-book');
    await page.goBack();
    await offer(page, 'openai').waitFor();
    expect(await page.getByLabel('Size', { exact: true }).inputValue()).toBe('1024x1024');
    expect(await page.getByRole('radio', { name: 'high' }).isChecked()).toBe(true);
  });
});

describe('Generate', () => {
  it('makes the image, and its charge is the quote to the last digit', async () => {
    const { page, foreign, complaints } = await admin.open('/playground');
    const before = await invoiceLines();
    await page.getByRole('button', { name: 'Generate at OpenAI' }).dblclick();
    await page.locator('[data-generation]').waitFor();
    expect(await figure(page, 'charge')).toBe('$0.00397');
    expect(await figure(page, 'cost')).toBe('$0.00397');
    expect((await figure(page, 'variance')).slice(0, 5)).toBe('$0.00');
    expect(await page.getByTestId('variance').getByTitle('$0.00', { exact: true }).count()).toBe(1);
    await page.locator('[data-generation]').getByText('simulated').waitFor();
    const image = page.getByRole('img', { name: /^Image 1 for the prompt: Original ancient wizard/ });
    await expect.poll(() => image.evaluate((element) => (element as HTMLImageElement).naturalWidth)).toBe(976);

    const { lines } = await admin.world.invoice('openai');
    expect(lines.length).toBe(before + 1);
    expect(lines.at(-1)?.amount).toBe('0.00397');
    expect(await axeViolations(page)).toEqual([]);
    expect({ foreign, complaints }).toEqual({ foreign: [], complaints: [] });
  });

  it('leads to the ledger, and its address shows a colleague the same', async () => {
    const { page } = await admin.open('/playground');
    await page.getByRole('button', { name: 'Generate at OpenAI' }).click();
    await page.waitForURL(/generation=/);
    const colleague = await admin.open(page.url().replace(admin.world.address, ''), { width: 390, height: 844 });
    await colleague.page.locator('[data-generation]').waitFor();
    await colleague.page.getByText('Ledger entries (4)').click();
    const ledger = (await colleague.page.getByTestId('ledger').innerText()).replaceAll(/\s+/g, ' ');
    expect(ledger).toContain('generation_cost Text in +$0.0001');
    expect(ledger).toContain('provider_accrued Image out −$0.00387');
    expect(await sidewaysPixels(colleague.page)).toBe(0);
  });

  it('asks for a limit where nobody knows the ceiling, and shows the refusal of one that is no amount', async () => {
    const { page } = await admin.open(`${pearl}&quality=low`);
    const card = offer(page, 'smartaipi');
    const generate = page.getByRole('button', { name: 'Generate at Smart AIPI' });
    await card.getByText('unknown').waitFor();
    expect(await generate.isDisabled()).toBe(true);
    await card.getByLabel('The most this may cost, in dollars').fill('a lot');
    await generate.click();
    await page.getByRole('heading', { name: 'Refused: nothing was made and nothing was spent' }).waitFor();
    await card.getByLabel('The most this may cost, in dollars').fill('0.05');
    await generate.click();
    await page.locator('[data-generation]').waitFor();
    expect(await figure(page, 'charge')).toMatch(/^\$0\.003/);
  });

  it('never makes it twice when the answer is lost: asking tells what became of it', async () => {
    const { page } = await admin.open('/playground');
    const before = await invoiceLines();
    await page.route('**/graphql', async (route) => {
      if (!route.request().postData()?.includes('mutation Generate')) return route.continue();
      await route.fetch();
      return route.abort();
    });
    await page.getByRole('button', { name: 'Generate at OpenAI' }).click();
    await page.getByRole('heading', { name: 'The answer was lost on its way' }).waitFor();
    await page.unroute('**/graphql');
    await page.getByRole('button', { name: 'Ask what became of it' }).click();
    await page.locator('[data-generation]').waitFor();
    expect(await figure(page, 'charge')).toBe('$0.00397');
    expect(await invoiceLines()).toBe(before + 1);
  });

  it('can be left while the provider is at work, and come back to', async () => {
    const { page } = await admin.open('/playground');
    const before = await invoiceLines();
    await page.route('**/graphql', async (route) => {
      if (!route.request().postData()?.includes('mutation Generate')) return route.continue();
      await route.fetch();
      return undefined;
    });
    await page.getByRole('button', { name: 'Generate at OpenAI' }).click();
    await page.getByText('OpenAI is at work…').waitFor();
    await page.waitForURL(/[?&]run=page-[0-9a-f]{32}/);
    await expect.poll(invoiceLines).toBe(before + 1);
    await page.reload();
    await page.locator('[data-generation]').waitFor();
    expect(await figure(page, 'charge')).toBe('$0.00397');
    await page.waitForURL(/[?&]generation=/);
    await page.getByRole('button', { name: 'Close the generation' }).click();
    await page.waitForURL((address) => !/[?&](run|generation)=/.test(address.href));
  });

  it('spends nothing when the service quotes other figures than the page, and says which', async () => {
    const { page } = await admin.open('/price-book');
    await page.route('**/graphql', async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: (await response.text()).replaceAll('"price":"30"', '"price":"29"') });
    });
    await page.getByRole('link', { name: 'Playground' }).click();
    const before = await invoiceLines();
    await page.getByRole('button', { name: 'Generate at OpenAI' }).click();
    await page.getByRole('heading', { name: 'The service quotes other figures than this page' }).waitFor();
    await page.getByText('expected: 0.003841 here, 0.00397 at the service').waitFor();
    expect(await invoiceLines()).toBe(before);
  });

  it('says that nothing was spent when the quote cannot be stored', async () => {
    const { page } = await admin.open('/playground');
    await offer(page, 'openai').waitFor();
    await page.route('**/graphql', (route) => route.abort());
    await page.getByRole('button', { name: 'Generate at OpenAI' }).click();
    await page.getByRole('heading', { name: 'Nothing was made and nothing was spent' }).waitFor();
  });
});
