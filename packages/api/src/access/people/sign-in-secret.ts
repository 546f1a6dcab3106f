import { invariant } from '@halfpenny/core';
import { sql } from 'drizzle-orm';
import { randomBytes } from 'node:crypto';
import { asSystem, type Database } from '../../platform/database.ts';

/** What session cookies are signed by: made by the first process that serves, and the same for all of them. */
export async function signInSecret(database: Database): Promise<string> {
  return await asSystem(database, async (tx) => {
    const made = randomBytes(32).toString('base64url');
    await tx.execute(sql`INSERT INTO sign_in_secret (secret) VALUES (${made}) ON CONFLICT DO NOTHING`);
    const { rows } = await tx.execute<{ secret: string }>(sql`SELECT secret FROM sign_in_secret`);
    invariant(rows[0] !== undefined, 'A secret that was just made is there.');
    return rows[0].secret;
  });
}
