import { accepted, modelNames, providers, refused, type Outcome } from '@halfpenny/core';
import { sql } from 'drizzle-orm';
import { identityOf } from '../access/caller-identity.ts';
import type { Caller } from '../access/caller.ts';
import { withWorkspace, type Transaction } from '../platform/database.ts';
import type { KeepingParts } from './keep-statement.ts';
import { lineItemMapTable } from './line-item-map.table.ts';
import type { StoredImport } from './statement-import.table.ts';
import { suggestedMeaning } from './suggested-meaning.ts';

/** What somebody proposes that a line item stands for. Days are UTC; absent: from the beginning, and for good. */
export interface ProposedLineItem {
  readonly provider: string;
  readonly lineItem: string;
  readonly meaning: 'usage' | 'outside' | 'not_usage';
  readonly notUsageKind?: 'tax' | 'credit' | 'fee' | 'adjustment' | null | undefined;
  readonly service?: string | null | undefined;
  readonly model?: string | null | undefined;
  readonly meter?: string | null | undefined;
  readonly mode?: 'realtime' | 'batch' | null | undefined;
  readonly size?: string | null | undefined;
  readonly quality?: string | null | undefined;
  readonly from?: string | null | undefined;
  readonly until?: string | null | undefined;
  readonly reason: string;
}

type MapParts = Pick<KeepingParts, 'database' | 'clock' | 'newId'>;

/** Proposes what a line item stands for; it counts once another has approved it. Answers with the id of the entry. */
export async function proposeLineItem(
  { database, clock, newId }: MapParts,
  caller: Caller,
  given: ProposedLineItem,
): Promise<Outcome<string>> {
  const checked = checkProposal(given);
  if (!checked.ok) return checked;
  const { workspaceId, name } = caller;
  const { provider, lineItem, meaning, reason, from, until } = given;
  const row = { workspaceId, id: newId(), provider, lineItem, meaning, reason, valid: `[${from ?? ''},${until ?? ''})` };
  const by = { author: identityOf(caller), authorName: name, proposedAt: clock() };
  await withWorkspace(database, workspaceId, (tx) => tx.insert(lineItemMapTable).values({ ...row, ...checked.value, ...by }));
  return accepted(row.id);
}

/** The columns of the meaning, as the database asks for them. */
function checkProposal(given: ProposedLineItem) {
  const {
    provider,
    lineItem,
    meaning,
    notUsageKind = null,
    service = null,
    model = null,
    meter = null,
    mode = null,
    size,
    quality,
    from,
    until,
  } = given;
  if (!providers.includes(provider))
    return refused({
      code: 'unknown-provider',
      message: `There is no provider "${provider}".`,
      path: ['provider'],
      accepted: [...providers],
    });
  if (lineItem.length > 300 || lineItem.includes('\0')) return invalid('A line item has at most 300 characters.', 'lineItem');
  if (given.reason.length > 2000) return invalid('A reason has at most 2,000 characters.', 'reason');
  if (from != null && until != null && from >= until) return invalid('It holds from a day on and until a later one.', 'until');
  if (meaning === 'not_usage')
    return notUsageKind === null
      ? invalid('Say whether it is tax, credit, fee or adjustment.', 'notUsageKind')
      : accepted({ notUsageKind });
  if (service === null || service === '') return invalid('Say which service it is.', 'service');
  if (meaning === 'outside') return accepted({ service });
  if (model === null || !modelNames().includes(model))
    return refused({ code: 'unknown-model', message: `There is no model "${model ?? ''}".`, path: ['model'], accepted: [] });
  if (mode === null) return invalid('Say whether it is realtime or batch.', 'mode');
  if (meter !== null && !/^[a-z][a-z0-9_]{0,63}$/.test(meter))
    return invalid('A meter is named with small letters, digits and underscores.', 'meter');
  const named = Object.fromEntries(
    Object.entries({ size, quality }).flatMap(([name, value]) => (value == null ? [] : [[name, [value]] as const])),
  );
  return accepted({ service, model, meter, mode, conditions: Object.keys(named).length === 0 ? null : named });
}

function invalid(message: string, field: string): Outcome<never> {
  return refused({ code: 'invalid-line-item', message, path: [field] });
}

const program = { author: 'name:halfpenny', author_name: 'Halfpenny' };

/** Proposes what the words of the ordered lines of a statement leave no doubt about, once for each text that nobody said anything of. */
export async function proposeSuggested(tx: Transaction, of: StoredImport, at: Date): Promise<void> {
  const { rows } = await tx.execute<{ lineItem: string }>(sql`
    WITH texts AS MATERIALIZED (
      SELECT DISTINCT line_item FROM ordered WHERE split_part(split_part(line_item, ', ', 1), ' batch', 1) = ANY (${sql.param(modelNames())}))
    SELECT t.line_item AS "lineItem" FROM texts AS t WHERE NOT EXISTS (
      SELECT FROM line_item_map AS m WHERE m.workspace_id = ${of.workspaceId}::uuid AND m.provider = ${of.reading.provider} AND m.line_item = t.line_item)`);
  const suggested = rows.flatMap(({ lineItem }) => {
    const meaning = suggestedMeaning(lineItem);
    if (meaning === undefined) return [];
    const { kind, ...columns } = meaning;
    return [{ ...columns, ...program, meaning: kind, line_item: lineItem, valid: '(,)', reason: 'Its words name model and meter.' }];
  });
  if (suggested.length === 0) return;
  const text = `
    INSERT INTO line_item_map SELECT made.* FROM jsonb_array_elements($4::jsonb) AS s,
      jsonb_populate_record(NULL::line_item_map, s || jsonb_build_object('id', gen_random_uuid(), 'workspace_id', $1::uuid, 'provider', $2::text, 'proposed_at', $3::timestamptz)) AS made`;
  await tx.$client.query(text, [of.workspaceId, of.reading.provider, at, JSON.stringify(suggested)]);
}
