import { test } from 'vitest';
import { mkdir } from 'node:fs/promises';
import { openAdmin } from './open-admin.ts';
import { axeViolations, sidewaysPixels } from './axe.ts';
test('shots', async () => {
const out = '/tmp/record/shots';
await mkdir(out, { recursive: true });
const admin = await openAdmin();
const { world } = admin;
const gen = `mutation ($input: GenerateInput!) { generate(input: $input) { __typename ... on Generation { id } ... on Refusal { message } } }`;
const tpl = await world.ask<any>(`mutation ($input: CreateTemplateInput!) { createTemplate(input: $input) { ... on Template { id latest { id } } } }`, { input: { name: 'Profile card', description: 'The card of a character in the game', version: { prompt: 'Original {{subject}} profile card, readable stats, cinematic lighting, {{details}}', variables: [{ name: 'subject', description: 'Who is on the card' }, { name: 'details', required: false, default: 'detailed robes' }], defaults: { model: 'gpt-image-2', size: '976x704' } } } });
await world.ask(`mutation ($input: AddTemplateVersionInput!) { addTemplateVersion(input: $input) { __typename } }`, { input: { templateId: tpl.createTemplate.id, version: { prompt: 'Original {{subject}} profile card, readable stats, {{details}}', variables: [{ name: 'subject', description: 'Who is on the card' }, { name: 'details', required: false, default: 'detailed robes' }], defaults: { model: 'gpt-image-2', size: '976x704' } } } });
await world.ask(`mutation { createTemplate(input: { name: "Poster", version: { prompt: "A poster of a lighthouse" } }) { __typename } }`);
await world.ask(`mutation { a: setBudget(input: { book: SIMULATED, limit: { amount: "1.2", currency: "USD" } }) { __typename } b: setBudget(input: { book: REAL, limit: { amount: "25", currency: "USD" } }) { __typename } }`);
const ids: string[] = [];
for (let i = 0; i < 30; i++) {
  world.setNow(new Date(Date.parse('2026-11-20T11:00:00Z') + i * 100000).toISOString());
  const input = i % 3 === 0
    ? { requestKey: 'card-' + i, request: {}, template: { versionId: tpl.createTemplate.latest.id, variables: { subject: 'ancient wizard ' + i } }, stage: ['ideation', 'review', 'final'][i % 9 / 3] }
    : { requestKey: 'order-' + i, request: { model: i % 4 ? 'gpt-image-2' : 'gpt-image-1.5', prompt: 'Sparkling shell with a pearl, number ' + i, size: i % 4 ? '976x704' : '1024x1024', quality: 'low', n: i === 28 ? 4 : 1 } };
  const r = await world.ask<any>(gen, { input });
  if (r.generate.id) ids[i] = r.generate.id; else console.log(i, r.generate);
}
world.setNow('2026-11-20T12:00:00Z');
for (const [i, o] of [[28, 'ACCEPTED'], [27, 'REJECTED'], [25, 'REGENERATED']] as const) await world.ask(`mutation ($id: ID!, $o: ImageVerdict!) { recordOutcome(generationId: $id, index: 0, outcome: $o, reason: "looks right") { __typename } }`, { id: ids[i], o });
const pages: Record<string, string> = { generations: '/generations', panel: '/generations/' + ids[28], templates: '/templates', template: '/templates/' + tpl.createTemplate.id, editor: '/templates/new', version: `/templates/${tpl.createTemplate.id}/new-version`, stages: '/stages', budgets: '/budgets' };
const only = process.env['ONLY']?.split(',');
for (const [name, path] of Object.entries(pages)) {
  if (only && !only.includes(name)) continue;
  for (const dark of [false, true]) for (const width of [1280, 390]) {
    const { page, complaints } = await admin.open(path, { width, height: width === 390 ? 844 : 860, dark });
    await page.waitForLoadState('networkidle').catch(() => undefined);
    await page.waitForTimeout(500);
    await page.screenshot({ path: `${out}/${name}-${width}-${dark ? 'dark' : 'light'}.png` });
    const v = await axeViolations(page);
    console.log(name, width, dark, 'sideways', await sidewaysPixels(page), complaints, v);
    await page.context().close();
  }
}
await admin.close();
}, 600_000);
