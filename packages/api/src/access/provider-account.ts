import { invariant } from '@halfpenny/core';
import { and, eq, isNull } from 'drizzle-orm';
import type { NewId } from '../platform/identifiers.ts';
import type { Transaction } from '../platform/database.ts';
import { providerAccountTable } from './provider-account.table.ts';

/** Which account: the one a workspace has at a provider, real or played by the sandbox. */
export interface ProviderAccountKey {
  readonly workspaceId: string;
  readonly provider: string;
  readonly book: 'real' | 'simulated';
}

/**
 * The id of the provider account that the one key of the settings belongs to; opened when it is first asked for.
 * Of two who open it at once, both get the same one.
 */
export async function providerAccountId(
  tx: Transaction,
  key: ProviderAccountKey,
  opening: { readonly newId: NewId; readonly at: Date },
): Promise<string> {
  const known = await findProviderAccount(tx, key);
  if (known !== undefined) return known;
  await tx
    .insert(providerAccountTable)
    .values({ id: opening.newId(), ...key, createdAt: opening.at })
    .onConflictDoNothing();
  const opened = await findProviderAccount(tx, key);
  invariant(opened !== undefined, 'A provider account that was just opened is there.');
  return opened;
}

async function findProviderAccount(tx: Transaction, key: ProviderAccountKey): Promise<string | undefined> {
  const rows = await tx
    .select({ id: providerAccountTable.id })
    .from(providerAccountTable)
    .where(
      and(
        eq(providerAccountTable.workspaceId, key.workspaceId),
        eq(providerAccountTable.provider, key.provider),
        eq(providerAccountTable.book, key.book),
        isNull(providerAccountTable.organisation),
        isNull(providerAccountTable.project),
        isNull(providerAccountTable.keyReference),
      ),
    );
  return rows[0]?.id;
}
