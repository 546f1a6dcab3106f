import { accepted, refused, type Outcome } from '@halfpenny/core';
import { sql } from 'drizzle-orm';
import { asSystem, type Database } from '../platform/database.ts';
import type { Clock } from '../platform/clock.ts';
import type { NewId } from '../platform/identifiers.ts';

/** What opening a book needs from the outside. */
export interface BookParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly newId: NewId;
}

/** A book as it is listed. */
export interface BookRow extends Record<string, unknown> {
  readonly id: string;
  readonly kind: 'cost' | 'sell';
  readonly name: string;
  readonly forAll: boolean;
}

const nameShape = /^[a-z][a-z0-9-]{0,62}$/;

/**
 * Opens the sell book of a workspace, or the one for all. It charges nobody before a price in it is in force. Refuses the name of the cost book, and a second book
 * for the same.
 */
export async function openSellBook(
  parts: BookParts,
  { workspaceId, name, forAll }: { readonly workspaceId: string; readonly name: string; readonly forAll: boolean },
): Promise<Outcome<BookRow>> {
  if (!nameShape.test(name) || name === 'cost')
    return refused({
      code: 'invalid-price-book',
      path: ['name'],
      message: 'A sell book has a name of small letters, digits and hyphens, other than cost.',
    });
  const [id, scope] = [parts.newId(), forAll ? '*' : workspaceId];
  const { rows } = await asSystem(parts.database, (tx) =>
    tx.execute<{ id: string }>(sql`
      INSERT INTO price_book (id, kind, name, scope, created_at) VALUES (${id}, 'sell', ${name}, ${scope}, ${parts.clock().toISOString()}::timestamptz)
      ON CONFLICT DO NOTHING RETURNING id`),
  );
  if (rows.length > 0) return accepted({ id, kind: 'sell', name, forAll });
  const message = `There is a sell book for ${forAll ? 'all workspaces' : 'this workspace'} already: draft its prices, there is one book for each.`;
  return refused({ code: 'invalid-price-book', path: [forAll ? 'forAll' : 'name'], message });
}
