import { invariant } from '@halfpenny/core';
import { sql } from 'drizzle-orm';
import type { Transaction } from '../platform/database.ts';

/** Whose account at whom, under which id and when it is opened where there is none. */
export interface AccountAsked {
  readonly workspaceId: string;
  readonly provider: string;
  readonly book: 'real' | 'simulated';
  readonly newId: string;
  readonly at: Date;
}

/** The provider account that the one key of the settings belongs to. */
export async function providerAccountOf(tx: Transaction, { workspaceId, provider, book, newId, at }: AccountAsked): Promise<string> {
  const { rows } = await tx.execute<{ id: string }>(sql`
    SELECT provider_account_of(${workspaceId}::uuid, ${provider}, ${book}, ${newId}::uuid, ${at.toISOString()}::timestamptz) AS id`);
  invariant(rows[0] !== undefined, 'A function answers with one row.');
  return rows[0].id;
}
