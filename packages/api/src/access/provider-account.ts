import { invariant } from '@halfpenny/core';
import { and, eq, isNull } from 'drizzle-orm';
import type { NewId } from '../platform/identifiers.ts';
import { withWorkspace } from '../platform/database.ts';
import type { Database, Transaction } from '../platform/database.ts';
import { providerAccountTable } from './provider-account.table.ts';

/** Which account: the one a workspace has at a provider, real or played by the sandbox. */
export interface ProviderAccountKey {
  readonly workspaceId: string;
  readonly provider: string;
  readonly book: 'real' | 'simulated';
}

/** The accounts of this database as far as they were asked for: an account is never closed nor changed, so each is looked up once. */
export class ProviderAccounts {
  readonly #known = new Map<string, string>();

  constructor(private readonly database: Database) {}

  /** As `providerAccountId`, in a transaction of its own where it is not known yet. */
  async idOf(key: ProviderAccountKey, opening: Opening): Promise<string> {
    const name = `${key.workspaceId} ${key.provider} ${key.book}`;
    const id = this.#known.get(name) ?? (await withWorkspace(this.database, key.workspaceId, (tx) => providerAccountId(tx, key, opening)));
    this.#known.set(name, id);
    return id;
  }
}

/** What a new account is written with. */
interface Opening {
  readonly newId: NewId;
  readonly at: Date;
}

/**
 * The id of the provider account that the one key of the settings belongs to; opened when it is first asked for.
 * Of two who open it at once, both get the same one.
 */
export async function providerAccountId(tx: Transaction, key: ProviderAccountKey, opening: Opening): Promise<string> {
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
