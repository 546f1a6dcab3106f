import { sql, type SQL } from 'drizzle-orm';

/** Which books somebody may see: those for all, those of the workspace, and the cost book for whoever sees costs. */
export interface BooksSeen {
  readonly workspaceId: string;
  readonly cost: boolean;
}

/** The ids of the books that may be seen. */
export function booksSeen({ workspaceId, cost }: BooksSeen): SQL {
  return sql`(SELECT id FROM price_book WHERE scope IN ('*', ${workspaceId}) AND (${cost} OR kind = 'sell'))`;
}

/** The id of the book of a name: that of the workspace goes before the one for all. */
export function bookNamed({ workspaceId, book }: { readonly workspaceId: string; readonly book: string }): SQL {
  return sql`(SELECT id FROM price_book WHERE name = ${book} AND scope IN ('*', ${workspaceId}) ORDER BY scope = '*' LIMIT 1)`;
}
