import type { LineItemMapping, LineItemMeaning, ServiceMode } from '@halfpenny/core';
import type { Transaction } from '../platform/database.ts';

interface StoredMapping {
  readonly lineItem: string;
  readonly from: string;
  readonly until: string | null;
  readonly meaning: 'usage' | 'outside' | 'not_usage';
  readonly what: 'tax' | 'credit' | 'fee' | 'adjustment' | null;
  readonly service: string | null;
  readonly model: string | null;
  readonly meter: string | null;
  readonly mode: ServiceMode | null;
  readonly conditions: Readonly<Record<string, readonly string[]>> | null;
}

/** The approved map of line items of a provider as it was known then: what its words stand for, by the days they hold. */
export async function storedMap(
  tx: Transaction,
  { workspaceId, provider, knownAt }: { readonly workspaceId: string; readonly provider: string; readonly knownAt: string },
): Promise<readonly LineItemMapping[]> {
  const text = `
    SELECT line_item AS "lineItem", coalesce(lower(valid), '0001-01-01')::text AS "from", upper(valid)::text AS until, meaning, not_usage_kind AS what, service, model, meter,
      mode, conditions
    FROM line_item_map WHERE workspace_id = $1 AND provider = $2 AND known @> $3::timestamptz ORDER BY line_item, valid`;
  const { rows } = await tx.$client.query<StoredMapping>({ name: 'stored-map', text, values: [workspaceId, provider, knownAt] });
  return rows.map((row) => ({ lineItem: row.lineItem, from: row.from, until: row.until, meaning: meaningOf(row) }));
}

function meaningOf({ meaning, what, service, model, meter, mode, conditions }: StoredMapping): LineItemMeaning {
  if (meaning === 'outside') return { kind: 'outside', service: service ?? '' };
  if (meaning === 'not_usage') return { kind: 'not-usage', what: what ?? 'adjustment' };
  const usage = { kind: 'usage', service: service ?? '', model: model ?? '', mode: mode ?? 'realtime' } as const;
  return { ...usage, meter: meter ?? undefined, conditions: conditions ?? undefined };
}
