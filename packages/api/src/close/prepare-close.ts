import { accepted, refused, type Outcome } from '@halfpenny/core';
import { sql } from 'drizzle-orm';
import type { Caller } from '../access/caller.ts';
import { identityOf } from '../access/caller-identity.ts';
import type { Clock } from '../platform/clock.ts';
import { withSnapshot, withWorkspace, type Database, type Transaction } from '../platform/database.ts';
import type { NewId } from '../platform/identifiers.ts';
import { storedJson } from '../platform/stored-json.ts';
import { settleLots } from '../prepaid/keep-settling.ts';
import { accruedOn, type AccrualBasis } from './accrual-basis.ts';
import { closingOf, readChecklist, type Checklist } from './checklist.ts';
import type { Closing } from './closing.ts';

/** What preparing a close needs from the outside. */
export interface PreparingParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly newId: NewId;
}

/** Which month, and the figures that whoever signs has seen. */
export interface SigningAsked {
  readonly book: 'real' | 'simulated';
  /** "2026-10". */
  readonly month: string;
  /** That of the checklist they looked at. */
  readonly fingerprint: string;
}

/** How a close is prepared. */
export interface PreparationAsked extends SigningAsked {
  readonly accrual: AccrualBasis;
}

/** Signs for the figures of a month, as its preparer: once another has signed too, it is closed. Refused while a condition does not hold, where the figures are others by now, and where the share of doubts that are billed would rest on too few. */
export async function prepareClose(parts: PreparingParts, caller: Caller, asked: PreparationAsked): Promise<Outcome<Closing>> {
  const closing = closingOf(caller.workspaceId, asked.book, asked.month);
  if (!closing.ok) return closing;
  await settleLots(parts, closing.value);
  const at = parts.clock();
  const checklist = await withSnapshot(parts.database, caller.workspaceId, (tx) => readChecklist(tx, closing.value, at));
  return await withWorkspace(parts.database, caller.workspaceId, async (tx) => {
    const ready = signable(checklist, asked.fingerprint);
    if (!ready.ok) return ready;
    const accrued = accruedOn(asked.accrual, checklist.doubts, checklist.measured);
    if (!accrued.ok) return accrued;
    const { book, month } = closing.value;
    await tx.execute(sql`
      INSERT INTO close_preparation (workspace_id, id, book, month, accrual, fingerprint, checklist, prepared_by, prepared_by_name, prepared_at)
      VALUES (${caller.workspaceId}::uuid, ${parts.newId()}, ${book}, ${month}::date, ${asked.accrual}, ${checklist.fingerprint},
        ${storedJson(checklist.conditions)}::jsonb, ${identityOf(caller)}, ${caller.name}, ${at.toISOString()}::timestamptz)`);
    return accepted(closing.value);
  });
}

/** Whether somebody may sign for a checklist whose fingerprint they name. */
export function signable({ state, conditions, isReady, fingerprint }: Checklist, seen: string): Outcome<true> {
  if (state === 'hard-closed')
    return refused({ code: 'period-state', message: 'The month is hard-closed: that is never undone.', path: ['month'] });
  if (!isReady) {
    const open = conditions.filter(({ holds }) => !holds);
    const message = `The month is not ready: ${open.map(({ sentence }) => `not yet true is "${sentence}"`).join(', ')}`;
    return refused({ code: 'close-not-ready', message, path: ['month'], details: { conditions: open.map(({ key }) => key) } });
  }
  if (seen === fingerprint) return accepted(true);
  const message = 'The figures of the month are others by now than those you looked at: look again, and sign what you see.';
  return refused({ code: 'close-changed', message, path: ['fingerprint'] });
}

/** The preparation of a month that counts. */
export interface Preparation extends Record<string, unknown> {
  readonly id: string;
  readonly accrual: AccrualBasis;
  readonly fingerprint: string;
  readonly by: string;
  readonly byName: string;
  readonly at: string;
}

/** The latest preparation of a month; undefined where there is none. */
export async function readPreparation(tx: Transaction, { workspaceId, book, month }: Closing): Promise<Preparation | undefined> {
  const { rows } = await tx.execute<Preparation>(sql`
    SELECT id, accrual, fingerprint, prepared_by AS by, prepared_by_name AS "byName", prepared_at::text AS at FROM close_preparation
    WHERE workspace_id = ${workspaceId}::uuid AND book = ${book} AND month = ${month}::date ORDER BY prepared_at DESC, id DESC LIMIT 1`);
  return rows[0];
}
