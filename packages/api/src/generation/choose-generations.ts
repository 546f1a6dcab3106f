import { and, eq, gte, lt, sql } from 'drizzle-orm';
import type { SQL } from 'drizzle-orm';
import type { Asker } from '../access/own-only.ts';
import { isId } from '../platform/identifiers.ts';
import type { ImageVerdict } from '../outcome/image-outcome.table.ts';
import type { ChargeState } from './charge.table.ts';
import { generationTable } from './generation.table.ts';
import type { GenerationStatus } from './generation.table.ts';

/** Which generations are wanted; an absent field chooses nothing away. Instants are RFC 3339. */
export interface GenerationChoice {
  readonly status?: GenerationStatus | undefined;
  readonly book?: 'real' | 'simulated' | undefined;
  readonly provider?: string | undefined;
  readonly model?: string | undefined;
  /** As known now, corrections included. */
  readonly chargeState?: ChargeState | undefined;
  readonly stage?: string | undefined;
  /** The key that asked. */
  readonly apiKeyId?: string | undefined;
  readonly templateId?: string | undefined;
  readonly templateVersionId?: string | undefined;
  /** What was said last of one of its images. */
  readonly outcome?: ImageVerdict | undefined;
  readonly from?: string | undefined;
  readonly until?: string | undefined;
  /** Only what this key or person asked for. */
  readonly askedBy?: Asker | undefined;
  /** An id, or how a request key begins. */
  readonly text?: string | undefined;
}

/** The condition of a choice on the table `generation`; undefined: every one. */
export function chosenGenerations(choice: GenerationChoice): SQL | undefined {
  const { status, book, provider, model, stage, from, until } = choice;
  return and(
    given(status, (value) => eq(generationTable.status, value)),
    given(book, (value) => eq(generationTable.book, value)),
    given(provider, (value) => eq(generationTable.provider, value)),
    given(model, (value) => eq(generationTable.model, value)),
    given(stage, (value) => eq(generationTable.stage, value)),
    given(from, (value) => gte(generationTable.createdAt, new Date(value))),
    given(until, (value) => lt(generationTable.createdAt, new Date(value))),
    given(choice.apiKeyId, (value) => (isId(value) ? eq(generationTable.apiKeyId, value) : nothing)),
    given(choice.templateVersionId, (value) => (isId(value) ? eq(generationTable.templateVersionId, value) : nothing)),
    given(choice.templateId, madeFromTemplate),
    given(choice.chargeState, chargedAs),
    given(choice.outcome, judged),
    given(choice.text, named),
    given(choice.askedBy, asked),
  );
}

const nothing = sql`false`;

function asked({ apiKeyId, personId }: Asker): SQL {
  const { apiKeyId: key, personId: person } = generationTable;
  return sql`(${key} IS NOT DISTINCT FROM ${apiKeyId}::uuid AND ${person} IS NOT DISTINCT FROM ${personId}::uuid)`;
}

function given<T>(value: T | undefined, condition: (value: T) => SQL): SQL | undefined {
  return value === undefined ? undefined : condition(value);
}

function madeFromTemplate(id: string): SQL {
  if (!isId(id)) return nothing;
  return sql`${generationTable.templateVersionId} IN (SELECT v.id FROM template_version AS v WHERE v.template_id = ${id}::uuid)`;
}

/** Corrections follow final outcomes alone, so the state of a charge that is not final is the one it has. */
function chargedAs(state: ChargeState): SQL {
  const charge = sql`c.workspace_id = ${generationTable.workspaceId} AND c.generation_id = ${generationTable.id} AND c.side = 'charge'`;
  if (state === 'held' || state === 'unbilled' || state === 'in_doubt') {
    return sql`EXISTS (SELECT FROM charge AS c WHERE ${charge} AND c.state = ${state})`;
  }
  return sql`(SELECT coalesce((SELECT k.state FROM charge_correction AS k WHERE k.workspace_id = c.workspace_id
      AND k.generation_id = c.generation_id AND k.side = c.side ORDER BY k.number DESC LIMIT 1), c.state)
    FROM charge AS c WHERE ${charge}) = ${state}`;
}

/** The subquery names no workspace, so that it is answered once: row-level security keeps it to ours. */
function judged(outcome: ImageVerdict): SQL {
  return sql`${generationTable.id} IN (SELECT o.generation_id FROM image_outcome AS o WHERE o.outcome = ${outcome}
    AND NOT EXISTS (SELECT FROM image_outcome AS later WHERE later.workspace_id = o.workspace_id AND later.generation_id = o.generation_id
      AND later.position = o.position AND later.number > o.number))`;
}

/** Compared byte by byte, which under row-level security an index may do and LIKE may not. */
function named(text: string): SQL {
  if (isId(text)) return eq(generationTable.id, text);
  if (text.includes('\0')) return nothing;
  const { requestKey } = generationTable;
  return sql`${requestKey} ~>=~ ${text} AND ${requestKey} ~<~ ${`${text}${lastCharacter}`}`;
}

const lastCharacter = '\u{10FFFF}';
