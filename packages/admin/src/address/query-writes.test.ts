import { describe, expect, it } from 'vitest';
import { createMemoryHistory, createRouter } from 'vue-router';
import type { Router } from 'vue-router';
import { queryWrites, writeQuery } from './query-writes.ts';

async function routerAt(address: string): Promise<Router> {
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/:entry?', component: {} }] });
  await router.push(address);
  return router;
}

describe('Writing to the address', () => {
  it('changes what is written and leaves the rest', async () => {
    const router = await routerAt('/entry-1?day=2026-10-22&q=flat');
    await writeQuery(router, { q: 'preview' });
    expect(router.currentRoute.value.fullPath).toBe('/entry-1?day=2026-10-22&q=preview');
  });

  it('carries two writes that meet', async () => {
    const router = await routerAt('/?q=flat');
    await Promise.all([writeQuery(router, { run: 'key-1' }), writeQuery(router, { q: undefined, open: 'openai' })]);
    expect(router.currentRoute.value.query).toEqual({ run: 'key-1', open: 'openai' });
  });

  it('lets the later of two writes of one piece win, and forgets both', async () => {
    const router = await routerAt('/');
    const first = writeQuery(router, { q: 'a' });
    const second = writeQuery(router, { q: 'ab' });
    expect(queryWrites(router).get('q')).toBe('ab');
    await Promise.all([first, second]);
    expect(router.currentRoute.value.query).toEqual({ q: 'ab' });
    expect(queryWrites(router).size).toBe(0);
  });
});
