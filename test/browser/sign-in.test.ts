import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectReadable } from './expect-readable.ts';
import { openAdmin } from './open-admin.ts';
import type { Admin } from './open-admin.ts';

const password = 'correct horse battery';
let admin: Admin;
beforeAll(async () => void (admin = await openAdmin({ open: false })));
afterAll(() => admin.close());

it('the first link makes an admin, who signs out, and comes back to where they were by signing in', async () => {
  const link = new URL(admin.world.firstAdminLink ?? '');
  const { page, complaints, foreign } = await admin.open(link.pathname + link.hash);
  await page.getByRole('heading', { name: 'Become the first admin' }).waitFor();
  await page.getByText('You will be admin of the workspace default').waitFor();
  await expectReadable(page);
  await page.getByLabel('Your name').fill('Ada Lovelace');
  await page.getByLabel('E-mail address').fill('ada@example.org');
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Make my account' }).click();
  await page.getByText('14 entries in force').waitFor();
  expect({ complaints, foreign }).toEqual({ complaints: [], foreign: [] });

  await page.setViewportSize({ width: 1280, height: 844 });
  await page.getByRole('button', { name: 'Ada Lovelace in the workspace default' }).click();
  await page.getByText('ada@example.org: admin').waitFor();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();

  await page.goto(`${admin.world.address}/settings/keys`);
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await expectReadable(page);
  await page.getByLabel('E-mail address').fill('ada@example.org');
  await page.getByLabel('Password').fill('wrong horse battery');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('This e-mail address and password do not belong together.').waitFor();
  await expectReadable(page);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('No program has a key yet').waitFor();
});

it('a link that was used says so, and how to go on', async () => {
  const { page } = await admin.open('/join#nonsense');
  await page.getByRole('heading', { name: 'This link does not work' }).waitFor();
  await expectReadable(page);
  await page.getByRole('link', { name: 'Sign in instead' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
});

it('who is invited sees what the link offers, and afterwards no more than their roles allow', async () => {
  const { page } = await admin.open('/sign-in?to=/settings/people');
  await page.getByLabel('E-mail address').fill('ada@example.org');
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('list', { name: 'People' }).getByText('Ada Lovelace').waitFor();
  await page.getByRole('button', { name: 'Invite a person' }).click();
  await page.getByLabel('E-mail address').fill('bob@example.org');
  await page.getByRole('button', { name: 'Invite the person' }).click();
  const link = new URL(await page.getByRole('status', { name: 'The link for bob@example.org' }).locator('code').innerText());

  const { page: bobs } = await admin.open(link.pathname + link.hash);
  await bobs.getByText('You will be app of the workspace default').waitFor();
  await bobs.getByLabel('Your name').fill('Bob');
  await bobs.getByLabel('Password').fill('short');
  await bobs.getByRole('button', { name: 'Make my account' }).click();
  await bobs.getByText('A password has 12 to 128 characters.').waitFor();
  await expectReadable(bobs);
  await bobs.getByLabel('Password').fill(password);
  await bobs.getByRole('button', { name: 'Make my account' }).click();
  await bobs.getByRole('heading', { name: 'What providers take is not yours to see' }).waitFor();
  await bobs.getByRole('link', { name: 'Open the playground' }).click();
  await bobs.getByRole('button', { name: 'Generate at OpenAI' }).waitFor();
  await bobs.goto(`${admin.world.address}/settings/keys`);
  await bobs.getByText('The keys of this workspace are not yours to see').waitFor();
  await expectReadable(bobs);

  await page.reload();
  await page.getByRole('button', { name: 'Change roles of Bob' }).click();
  await page.getByLabel('Auditor', { exact: true }).click();
  await expectReadable(page);
  await page.getByRole('button', { name: 'Save the roles' }).click();
  await page.getByRole('button', { name: 'Save the roles' }).waitFor({ state: 'detached' });
  await bobs.reload();
  await bobs.getByText('No program has a key yet').waitFor();
  expect(await bobs.getByRole('button', { name: 'Make a key' }).count()).toBe(0);

  await page.getByRole('button', { name: 'Remove Ada Lovelace' }).click();
  await page.getByRole('button', { name: 'Remove the person' }).click();
  await page.getByText('A workspace keeps an admin: make somebody else one first.').waitFor();
  await page.getByRole('button', { name: 'Leave it as it is' }).click();
  await page.getByRole('button', { name: 'Remove Bob' }).click();
  await page.getByText('bob@example.org can no longer open this workspace').waitFor();
  await page.getByRole('button', { name: 'Remove the person' }).click();
  await page.getByRole('button', { name: 'Remove Bob' }).waitFor({ state: 'detached' });
  await bobs.reload();
  await bobs.getByRole('heading', { name: 'Sign in' }).waitFor();
});
