import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorld } from '../../../../test/world/service.ts';
import type { World } from '../../../../test/world/service.ts';

let world: World;
beforeAll(async () => void (world = await startWorld()));
afterAll(() => world.close());

async function ask(query: string, headers: Record<string, string> = {}): Promise<{ status: number; body: string }> {
  const body = JSON.stringify({ query });
  const reply = await fetch(`${world.address}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
  return { status: reply.status, body: await reply.text() };
}

describe('GraphQL', () => {
  it('answers with the prices that were loaded', async () => {
    const { body } = await ask(
      '{ priceEntryInForce(provider: "piapi", model: "gpt-image-2-preview") { kind components { meter price per } } }',
    );
    expect(JSON.parse(body)).toEqual({
      data: { priceEntryInForce: { kind: 'FLAT', components: [{ meter: 'image', price: '0.1', per: '1' }] } },
    });
  });

  it('lets itself be introspected whole, and a query of the admin pass', async () => {
    const deep =
      '{ __schema { types { name fields { name type { name ofType { name ofType { name ofType { name ofType { name } } } } } } } } }';
    expect((await ask(deep)).body).toContain('"priceEntries"');
  });

  it.each([
    ['what it cannot parse', '{', 'Syntax Error'],
    ['a field that is not there', '{ nope }', 'Cannot query field'],
    ['an instant that is none', '{ priceEntries(filter: { at: "yesterday" }) { totalCount } }', 'A DateTime is RFC 3339 text'],
    ['a page without rows', '{ priceEntries(first: 0) { totalCount } }', 'A page has from 1 to 2000 rows, not 0.'],
    ['a cursor of its own making', '{ priceEntries(after: "x") { totalCount } }', 'A cursor is the endCursor of the page before'],
    [
      'a ledger cursor beyond any entry',
      `{ ledgerEntries(after: "${Buffer.from('x:99999').toString('base64url')}") { totalCount } }`,
      'A cursor is',
    ],
    ['text that PostgreSQL cannot hold', '{ priceEntries(filter: { provider: "a\\u0000" }) { totalCount } }', 'any character but U+0000'],
    ['too many aliases', `{ ${Array.from({ length: 70 }, (_, i) => `a${i}: priceEntries { totalCount }`).join(' ')} }`, 'Aliases limit'],
  ])('says what is wrong with %s', async (_what, query, sentence) => {
    const { body } = await ask(query);
    expect((JSON.parse(body) as { errors: { message: string }[] }).errors[0]?.message).toContain(sentence);
    expect(body).not.toContain('stacktrace');
  });

  it.each([
    ['GRAPHQL_PARSE_FAILED', 'mutation { quote('],
    ['GRAPHQL_PARSE_FAILED', `{ ${'__typename '.repeat(5001)} }`],
    ['GRAPHQL_VALIDATION_FAILED', '{ nope }'],
  ])('answers a malformed document with 400 and the code of GraphQL itself, %s', async (code, query) => {
    const { status, body } = await ask(query);
    expect({ status, code: (JSON.parse(body) as { errors: { extensions: { code: string } }[] }).errors[0]?.extensions.code }).toEqual({
      status: 400,
      code,
    });
  });

  it('is not reached by a form on a foreign page', async () => {
    expect((await ask('{ __typename }', { 'content-type': 'text/plain' })).status).toBe(400);
  });

  it('refuses a body of more than a mebibyte', async () => {
    expect((await ask(`{ a(b: "${'x'.repeat(1_100_000)}") }`)).status).toBe(413);
  });

  it('shows a browser a line of its own and loads nothing from elsewhere', async () => {
    const page = await fetch(`${world.address}/graphql`, { headers: { accept: 'text/html' } });
    expect(page.headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(await page.text()).toContain('This is the GraphQL endpoint');
  });
});
