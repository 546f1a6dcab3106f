import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeViolations } from './axe.ts';
import { expectReadable } from './expect-readable.ts';
import { openAdmin } from './open-admin.ts';
import type { Admin } from './open-admin.ts';

let admin: Admin;
beforeAll(async () => void (admin = await openAdmin()));
afterAll(() => admin.close());

const meAs = (key: string) =>
  fetch(`${admin.world.address}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body: JSON.stringify({ query: '{ me { name } }' }),
  });

describe('Settings, keys', () => {
  it('say why there is none, show a new one once to be copied, and say what a revocation stops before it happens', async () => {
    const { page, complaints, foreign } = await admin.open('/settings/keys');
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByText('No program has a key yet').waitFor();
    await expectReadable(page);

    await page.getByRole('button', { name: 'Make a key' }).click();
    await expectReadable(page);
    await page.getByRole('button', { name: 'Make the key' }).click();
    await page.getByText('A key has a name of 1 to 100 characters, such as "nightly cards".').waitFor();
    await page.getByLabel('What it is for').fill('nightly cards');
    await page.getByRole('button', { name: 'Make the key' }).click();

    const shown = page.getByRole('status', { name: 'The key “nightly cards”' });
    const secret = await shown.locator('code').innerText();
    expect(secret).toMatch(/^hp_[0-9a-z]{12}_[\w-]{43}$/);
    await expectReadable(page);
    await shown.getByRole('button', { name: 'Copy the key' }).click();
    await shown.getByText('Copied').waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(secret);
    await shown.getByRole('button', { name: 'I have kept it' }).click();
    expect(await page.content()).not.toContain(secret);

    expect((await meAs(secret)).status).toBe(200);
    await page.getByRole('button', { name: 'Revoke nightly cards' }).click();
    const asked = page.getByRole('dialog', { name: 'Revoke “nightly cards”?' });
    await asked.getByText(`Every program that shows ${secret.slice(0, 15)}… is refused within a second, for good.`).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await asked.getByRole('button', { name: 'Revoke the key' }).click();
    await page.getByRole('listitem').filter({ hasText: 'nightly cards' }).getByText('revoked', { exact: true }).waitFor();
    expect((await meAs(secret)).status).toBe(401);
    expect({ complaints, foreign }).toEqual({ complaints: [], foreign: [] });
  });

  it('that cannot be fetched are said so, and are fetched again', async () => {
    const { page } = await admin.open('/price-book');
    await page.getByText('14 entries in force').waitFor();
    await page.route('**/graphql', (route) => route.abort());
    await page.getByRole('link', { name: 'Settings' }).click();
    await page.getByRole('link', { name: 'Keys' }).click();
    await page.getByText('The keys could not be fetched').waitFor();
    await page.unroute('**/graphql');
    await page.getByRole('button', { name: 'Fetch the keys again' }).click();
    await page.getByRole('list', { name: 'Keys' }).waitFor();
  });
});

describe('Settings, the rule of two people', () => {
  it('is switched by an admin, and holds from then on', async () => {
    const { page } = await admin.open('/settings/people');
    const rule = page.getByRole('checkbox', { name: 'Prices take two people' });
    await rule.check();
    await page.getByRole('checkbox', { name: 'Prices take two people', checked: true, disabled: false }).waitFor();
    expect(await admin.world.ask('{ twoPeoplePublish }')).toEqual({ twoPeoplePublish: true });
    await rule.uncheck();
    await page.getByRole('checkbox', { name: 'Prices take two people', checked: false, disabled: false }).waitFor();
    expect(await admin.world.ask('{ twoPeoplePublish }')).toEqual({ twoPeoplePublish: false });
  });
});

describe('Settings, people', () => {
  it('invite somebody by a link that is shown once, and take it back', async () => {
    const { page } = await admin.open('/settings/people');
    await page.getByText('Nobody signs in to this workspace yet').waitFor();
    await expectReadable(page);
    await page.getByRole('button', { name: 'Invite a person' }).click();
    await page.getByLabel('E-mail address').fill('bob');
    await page.getByRole('button', { name: 'Invite the person' }).click();
    await page.getByText('A person is invited by an e-mail address, such as ada@example.org.').waitFor();
    await page.getByLabel('E-mail address').fill('bob@example.org');
    await page.getByLabel('App', { exact: true }).click();
    await page.getByLabel('Finance', { exact: true }).click();
    await page.getByRole('button', { name: 'Invite the person' }).click();
    const link = await page.getByRole('status', { name: 'The link for bob@example.org' }).locator('code').innerText();
    expect(link).toMatch(/\/join#[\w-]{43}$/);
    await page.getByText('Invited, and not here yet').waitFor();
    await expectReadable(page);
    await page.getByRole('button', { name: 'Take back the invitation of bob@example.org' }).click();
    await page.getByText('Invited, and not here yet').waitFor({ state: 'detached' });
  });
});

describe('The menu of the person', () => {
  it('says who asks and speaks for another workspace, on every page from then on', async () => {
    await admin.world.ask('mutation { createWorkspace(name: "atelier") { __typename } }');
    const { page } = await admin.open('/settings/keys');
    await page.getByRole('list', { name: 'Keys' }).waitFor();
    await page.getByRole('button', { name: 'this machine in the workspace default' }).click();
    await page.getByRole('menuitem', { name: 'atelier' }).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await page.getByRole('menuitem', { name: 'atelier' }).click();
    await page.getByRole('button', { name: 'this machine in the workspace atelier' }).waitFor();
    await page.getByText('No program has a key yet').waitFor();
  });
});
