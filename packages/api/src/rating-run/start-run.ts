import { accepted, providers, refused } from '@halfpenny/core';
import type { Outcome } from '@halfpenny/core';
import { mayCall } from '../access/access-matrix.ts';
import type { Caller } from '../access/caller.ts';
import { identityOf } from '../access/caller-identity.ts';
import { workspacesOf } from '../access/workspaces/find-workspaces.ts';
import type { Clock } from '../platform/clock.ts';
import type { Database } from '../platform/database.ts';
import type { NewId } from '../platform/identifiers.ts';
import { withBook } from '../price-book/book-in-memory.ts';
import type { BookInMemory } from '../price-book/book-in-memory.ts';
import { enqueue } from '../queue/tasks.ts';
import { draftToRate } from './draft-to-rate.ts';
import { ratingRunTable } from './rating-run.table.ts';
import { blindImpact } from './runs-in-sight.ts';

/** What starting a run needs from the outside. */
export interface StartingParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly book: BookInMemory;
  readonly newId: NewId;
}

/** Which usage is rated: of generations asked for from `from` on and before `until`, RFC 3339. */
interface SpanAsked {
  readonly from: string;
  readonly until: string;
  readonly book: 'real' | 'simulated';
}

/** What is rated once more. */
interface ReratingAsked extends SpanAsked {
  readonly side: 'cost' | 'charge';
}

/** By what it is rated. */
export interface ImpactAsked extends SpanAsked {
  readonly changeSetId?: string | null | undefined;
  readonly provider?: string | null | undefined;
  /** Whether the usage of every workspace that the caller may read is rated, or that of this one alone. */
  readonly everyWorkspace: boolean;
}

const dayMilliseconds = 86_400_000;
const daysMost = 400;

/** Starts to ask what usage would have cost under a draft, at another provider, or both. Answers with the id of the run. */
export async function startImpact(parts: StartingParts, caller: Caller, asked: ImpactAsked): Promise<Outcome<string>> {
  const { changeSetId, provider } = asked;
  if (changeSetId == null && provider == null) return invalid('Name a change set, a provider or both: else nothing would change.', []);
  if (provider != null && !providers.includes(provider)) {
    return refused({
      code: 'unknown-provider',
      message: `There is no provider "${provider}".`,
      path: ['provider'],
      accepted: [...providers],
    });
  }
  const blind = await blindImpact(parts.database, caller, asked);
  if (blind !== undefined) return blind;
  const covers = asked.everyWorkspace ? await readableWorkspaces(parts.database, caller) : [caller.workspaceId];
  return await startRun(parts, caller, { ...asked, kind: 'impact', covers });
}

/** Starts to rate once more, by the prices as they are known now, what providers took or what callers were charged. Answers with the id of the run. */
export async function startRerating(parts: StartingParts, caller: Caller, asked: ReratingAsked): Promise<Outcome<string>> {
  return await startRun(parts, caller, { ...asked, kind: 'rerating', covers: [caller.workspaceId] });
}

interface Wanted extends SpanAsked, Partial<Pick<ImpactAsked, 'changeSetId' | 'provider'>> {
  readonly kind: 'impact' | 'rerating';
  readonly side?: 'cost' | 'charge';
  readonly covers: readonly string[];
}

async function startRun({ database, clock, book, newId }: StartingParts, caller: Caller, wanted: Wanted): Promise<Outcome<string>> {
  const [since, until] = [new Date(wanted.from), new Date(wanted.until)];
  const span = until.getTime() - since.getTime();
  if (span <= 0 || span > daysMost * dayMilliseconds) {
    return invalid(`A run rates a span of at most ${daysMost} days, which begins before it ends.`, ['until']);
  }
  const id = newId();
  const startedBy = { startedBy: identityOf(caller), startedByName: caller.name };
  return await withBook({ database, book }, caller.workspaceId, async (tx, held) => {
    const draft = await draftToRate(tx, wanted.changeSetId ?? undefined);
    if (!draft.ok) return draft;
    await tx.insert(ratingRunTable).values({
      workspaceId: caller.workspaceId,
      id,
      kind: wanted.kind,
      state: 'queued',
      book: wanted.book,
      since,
      until,
      covers: [...wanted.covers],
      changeSetId: wanted.changeSetId ?? null,
      changeSetVersion: draft.value?.version ?? null,
      side: draft.value?.side ?? wanted.side ?? 'cost',
      atProvider: wanted.provider ?? null,
      priceVersion: BigInt(held.version),
      ...startedBy,
      createdAt: clock(),
      rated: 0,
      proposed: 0,
      written: 0,
      place: 0,
    });
    await enqueue(tx, { task: 'rate-run', payload: { workspaceId: caller.workspaceId, runId: id } });
    return accepted(id);
  });
}

/** Those in which the caller may read what was spent; this one first. */
async function readableWorkspaces(database: Database, caller: Caller): Promise<readonly string[]> {
  const all = await workspacesOf(database, caller);
  const readable = all.filter(({ roles }) => mayCall({ roles: new Set(roles) }, 'Query.impactRun')).map(({ id }) => id);
  return [caller.workspaceId, ...readable.filter((id) => id !== caller.workspaceId)];
}

function invalid(message: string, path: readonly string[]): Outcome<never> {
  return refused({ code: 'invalid-run', message, path: [...path] });
}
