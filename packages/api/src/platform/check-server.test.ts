import { describe, expect, inject, it } from 'vitest';
import { checkFacts, checkServer } from './check-server.ts';

describe('A server', () => {
  it('is taken when it is PostgreSQL 15 or newer in UTF-8', async () => {
    expect(await checkServer(inject('postgresUrl'))).toEqual({ ok: true, value: undefined });
    expect(checkFacts({ version: '15.0', number: 150_000, encoding: 'UTF8' }, 'db:5432')).toEqual({ ok: true, value: undefined });
  });

  it('is refused when it is older', () => {
    expect(checkFacts({ version: '14.13', number: 140_013, encoding: 'UTF8' }, 'db:5432')).toMatchObject({
      refusal: { message: 'PostgreSQL at db:5432 is 14.13: Halfpenny needs 15 or newer.', path: ['DATABASE_URL'] },
    });
  });

  it('is refused when its encoding could not hold a prompt', () => {
    expect(checkFacts({ version: '18.4', number: 180_004, encoding: 'SQL_ASCII' }, 'db:5432')).toMatchObject({
      refusal: { message: "The database at db:5432 is encoded in SQL_ASCII: create it with ENCODING 'UTF8'." },
    });
  });
});
