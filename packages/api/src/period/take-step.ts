import { accepted, refused, type Outcome } from '@halfpenny/core';
import { sql } from 'drizzle-orm';
import type { Caller } from '../access/caller.ts';
import { identityOf } from '../access/caller-identity.ts';
import type { Clock } from '../platform/clock.ts';
import { withWorkspace, type Database, type Transaction } from '../platform/database.ts';
import { isOver, monthText, parseMonth, type Month } from './month.ts';
import { readPeriod, type PeriodRow, type PeriodState } from './read-periods.ts';

/** What changing the state of a month needs from the outside. */
export interface PeriodParts {
  readonly database: Database;
  readonly clock: Clock;
}

/** Which month, and why it changes. */
export interface PeriodAsked {
  readonly book: 'real' | 'simulated';
  /** "2026-10". */
  readonly month: string;
  readonly reason: string;
}

/** Closes a month softly: from now on what is dated in it says why. Refused for a month that is not over, or closed already. */
export async function softClose(parts: PeriodParts, caller: Caller, asked: PeriodAsked): Promise<Outcome<PeriodRow>> {
  return await takeStep(parts, caller, { ...asked, becomes: 'soft-closed' });
}

/** Undoes a soft close. A hard one is never undone. */
export async function reopen(parts: PeriodParts, caller: Caller, asked: PeriodAsked): Promise<Outcome<PeriodRow>> {
  return await takeStep(parts, caller, { ...asked, becomes: 'open' });
}

interface Wanted extends PeriodAsked {
  readonly becomes: 'open' | 'soft-closed';
}

async function takeStep({ database, clock }: PeriodParts, caller: Caller, { becomes, ...asked }: Wanted): Promise<Outcome<PeriodRow>> {
  const month = parseMonth(asked.month);
  if (!month.ok) return month;
  if (asked.reason.trim() === '') return refused({ code: 'reason-missing', message: 'Say why, in a few words.', path: ['reason'] });
  const at = clock();
  if (!isOver(month.value, at)) {
    const message = `${asked.month} is not over yet: a month is closed from the first instant of the next one on, UTC.`;
    return refused({ code: 'period-not-over', message, path: ['month'] });
  }
  const { workspaceId } = caller;
  const period = { workspaceId, book: asked.book };
  return await withWorkspace(database, workspaceId, async (tx) => {
    await tx.execute(sql`SELECT hold_posting_lock(${workspaceId}::uuid, ${asked.book})`);
    const { state } = await readPeriod(tx, period, month.value);
    if (state !== comesFrom[becomes]) return notNow(month.value, state);
    await writeStep(tx, { ...period, month: month.value, state: becomes, reason: asked.reason.trim(), by: caller, at });
    return accepted(await readPeriod(tx, period, month.value));
  });
}

const comesFrom = { open: 'soft-closed', 'soft-closed': 'open' } as const;

/** A step of a month, as it is written. */
interface StepToWrite {
  readonly workspaceId: string;
  readonly book: 'real' | 'simulated';
  readonly month: Month;
  readonly state: PeriodState;
  readonly reason: string;
  readonly by: Caller;
  readonly at: Date;
}

/** Writes what a month becomes. The database refuses a step that does not follow from where it is. */
export async function writeStep(tx: Transaction, { workspaceId, book, month, state, reason, by, at }: StepToWrite): Promise<void> {
  await tx.execute(sql`
    INSERT INTO period_step (workspace_id, book, month, number, state, reason, taken_by, taken_by_name, taken_at)
    SELECT ${workspaceId}::uuid, ${book}, ${month}::date, coalesce(max(number), 0) + 1, ${state}, ${reason}, ${identityOf(by)}, ${by.name},
           ${at.toISOString()}::timestamptz
    FROM period_step WHERE workspace_id = ${workspaceId}::uuid AND book = ${book} AND month = ${month}::date`);
}

function notNow(month: Month, state: PeriodState): Outcome<never> {
  const message = `${monthText(month)} is ${state}${state === 'hard-closed' ? ': that is never undone' : ''}.`;
  return refused({ code: 'period-state', message, path: ['month'], details: { state: state.toUpperCase().replace('-', '_') } });
}
