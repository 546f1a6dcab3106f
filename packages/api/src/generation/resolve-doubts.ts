import { accepted } from '@halfpenny/core';
import type { Outcome } from '@halfpenny/core';
import { withWorkspace } from '../platform/database.ts';
import type { Transaction } from '../platform/database.ts';
import { withBook } from '../price-book/book-in-memory.ts';
import type { HeldBook } from '../price-book/book-in-memory.ts';
import { conclude } from './conclude.ts';
import { findUnsettled } from './find-unsettled.ts';
import type { Unsettled } from './find-unsettled.ts';
import { judgeStatedLine, judgeUnstated } from './judge-statement.ts';
import type { GenerationParts } from './parts.ts';
import { readOpened } from './read-opened.ts';
import { checkStatement } from './statement.ts';
import type { StatedLine, Statement } from './statement.ts';

/** What resolving needs from the outside. */
export type ResolvingParts = Pick<GenerationParts, 'database' | 'clock' | 'newId' | 'book' | 'boundary'>;

/** What a statement came to: generations settled by a line of it, and doubts voided because it has none for them. */
export interface Resolution {
  readonly settled: readonly string[];
  readonly voided: readonly string[];
}

/**
 * Settles what is in doubt, unbilled or estimated by the statement's line for it, and voids each doubt of its span that it does not show. Each
 * in a transaction of its own, so that a crash leaves some resolved and the others as they were: the same statement again resolves the rest.
 */
export async function resolveDoubts(parts: ResolvingParts, workspaceId: string, given: Statement): Promise<Outcome<Resolution>> {
  const statement = checkStatement(given);
  if (!statement.ok) return statement;
  const unsettled = await withWorkspace(parts.database, workspaceId, (tx) => findUnsettled(tx, statement.value));
  const lineOf = linesById(statement.value.lines);
  const settled: string[] = [];
  const voided: string[] = [];
  for (const call of unsettled) {
    const line = lineOf(call);
    if (line === undefined && !call.doubt) continue;
    const changed = await resolveOne(parts, call, { line, until: new Date(statement.value.until) });
    if (changed) (line === undefined ? voided : settled).push(call.generationId);
  }
  return accepted({ settled, voided });
}

/** Our own id of a call first: a relay may repeat the provider's. */
function linesById(lines: readonly StatedLine[]): (call: Unsettled) => StatedLine | undefined {
  const ours = new Map(lines.map((line) => [line.clientRequestId?.toLowerCase(), line]));
  const theirs = new Map(lines.map((line) => [line.providerRequestId, line]));
  return ({ attemptId, providerRequestId }) =>
    ours.get(attemptId) ?? (providerRequestId === null ? undefined : theirs.get(providerRequestId));
}

interface Stated {
  readonly line: StatedLine | undefined;
  readonly until: Date;
}

async function resolveOne(parts: ResolvingParts, call: Unsettled, { line, until }: Stated): Promise<boolean> {
  const changed = await withBook(parts, call.workspaceId, async (tx, held) => {
    const verdict = line === undefined ? judgeUnstated(until) : judgeStatedLine(line, await ratedFor(tx, held, call));
    const steps = await conclude(tx, call, verdict, { newId: parts.newId, at: parts.clock() });
    await parts.boundary('resolved-uncommitted');
    return steps !== undefined && (steps.charge.kind !== 'stay' || steps.cost.kind !== 'stay');
  });
  await parts.boundary('resolved');
  return changed;
}

async function ratedFor(tx: Transaction, held: HeldBook, call: Unsettled) {
  const { record, chosen, pinned } = await readOpened(tx, held, call);
  return { request: record.quote.request, mode: record.quote.mode, chosen, pinned, book: held.book };
}
