import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeViolations, sidewaysPixels } from './axe.ts';
import { openAdmin } from './open-admin.ts';
import type { Admin } from './open-admin.ts';

let admin: Admin;
beforeAll(async () => void (admin = await openAdmin()));
afterAll(() => admin.close());

interface Listed {
  readonly templates: {
    readonly edges: readonly {
      readonly node: { readonly id: string; readonly name: string; readonly versions: readonly { readonly prompt: string }[] };
    }[];
  };
}

const stored = async () =>
  (await admin.world.ask<Listed>('{ templates(archived: true) { edges { node { id name versions { prompt } } } } }')).templates.edges.map(
    ({ node }) => node,
  );

describe('A template', () => {
  it('is written with its variables, seen rendered and priced before it is published', async () => {
    const { page, complaints } = await admin.open('/templates');
    await page.getByRole('link', { name: 'Write the first template' }).click();
    await page.getByLabel('Name').fill('Profile card');
    await page.getByLabel('Prompt').fill('Sparkling {{thing}} with a {{jewel}}');
    await page.getByLabel('What belongs into thing').fill('what is shown');
    await page.getByRole('listitem').filter({ hasText: 'jewel' }).getByLabel('Required').uncheck();
    await page.getByLabel('What stands in for jewel where it is left out').fill('pearl');
    await page.getByLabel('Quality').selectOption('low');
    await page.getByTestId('rendered').getByText('thing is required (what is shown): give it as text.').waitFor();
    await page.getByRole('complementary', { name: 'Preview' }).getByLabel('thing').fill('shell');
    await page.getByTestId('rendered').getByText('Sparkling shell with a pearl').waitFor();
    await expect.poll(() => page.getByTestId('price-preview').innerText()).toContain('$0.00393');
    await page.getByRole('button', { name: 'Create the template' }).click();
    const panel = page.getByRole('dialog', { name: 'Profile card' });
    await panel.getByText('else “pearl”').waitFor();
    expect((await stored()).map(({ name }) => name)).toEqual(['Profile card']);
    expect(complaints).toEqual([]);
  });

  it('gets a further version, and the one before stays beside it', async () => {
    const [card] = await stored();
    const { page } = await admin.open(`/templates/${card?.id}`);
    await page.getByRole('link', { name: 'New version' }).click();
    const prompt = page.getByLabel('Prompt');
    await expect.poll(() => prompt.inputValue()).toBe('Sparkling {{thing}} with a {{jewel}}');
    await prompt.fill('A {{thing}} with a {{jewel}}');
    await page.getByRole('button', { name: 'Publish version 2' }).click();
    const panel = page.getByRole('dialog', { name: 'Profile card' });
    await panel.getByRole('heading', { name: 'Version 2' }).waitFor();
    expect(await panel.getByRole('heading', { level: 3 }).allInnerTexts()).toEqual(['Version 2', 'Version 1']);
    expect((await stored())[0]?.versions.map((version) => version.prompt)).toEqual([
      'A {{thing}} with a {{jewel}}',
      'Sparkling {{thing}} with a {{jewel}}',
    ]);
  });

  it('is refused beside the field, by the engine as one writes and by the API as one publishes', async () => {
    const { page } = await admin.open('/templates/new');
    await page.getByLabel('Name').fill('Profile card');
    await page.getByLabel('Prompt').fill('A {{Thing}}');
    await page.getByText('What begins with {{ must be a variable').waitFor();
    await page.getByLabel('Prompt').fill('A thing');
    await page.getByText('The prompt names none.').waitFor();
    await page.getByRole('button', { name: 'Create the template' }).click();
    await page.getByText('A template of this workspace has that name: give another one.').waitFor();
  });

  it('is archived and taken back into use', async () => {
    const [card] = await stored();
    const { page } = await admin.open(`/templates/${card?.id}`);
    await page.getByRole('button', { name: 'Archive it' }).click();
    await page.getByText('It is archived: no new request may use it.').waitFor();
    await page.getByRole('button', { name: 'Take it back into use' }).click();
    await page.getByRole('button', { name: 'Archive it' }).waitFor();
  });

  it.each([
    ['/templates', 1280, false],
    ['/templates', 390, true],
    ['/templates/new', 1280, true],
    ['/templates/new', 390, false],
  ])('can be read by everybody at %s, %i pixels, dark: %s', async (path, width, dark) => {
    const { page } = await admin.open(path, { width, dark });
    await page
      .getByText(path === '/templates' ? 'Profile card' : 'One image, expected')
      .first()
      .waitFor();
    expect(await axeViolations(page)).toEqual([]);
    expect(await sidewaysPixels(page)).toBe(0);
  });
});
