import { accepted, parseMoney, refused } from '@halfpenny/core';
import type { Outcome } from '@halfpenny/core';
import { and, eq, sql } from 'drizzle-orm';
import type { Clock } from '../platform/clock.ts';
import { withWorkspace } from '../platform/database.ts';
import type { Database, Transaction } from '../platform/database.ts';
import type { NewId } from '../platform/identifiers.ts';
import type { BookInMemory } from '../price-book/book-in-memory.ts';
import { budgetSlotTable, budgetTable } from './budget.table.ts';
import type { BudgetCounts, BudgetScope } from './budget.table.ts';
import { scopeOf } from './budget-scope.ts';
import type { Scope } from './budget-scope.ts';
import { readBudgets } from './read-budgets.ts';
import type { BudgetRow } from './read-budgets.ts';

/** What setting a budget needs from the outside. */
export interface BudgetParts {
  readonly database: Database;
  readonly book: BookInMemory;
  readonly clock: Clock;
  readonly newId: NewId;
}

/** What is to be set. Instants are RFC 3339. */
export interface WantedBudget {
  readonly book: 'real' | 'simulated';
  /** Absent: the whole workspace. */
  readonly scope?: BudgetScope | undefined;
  /** The key or template that a narrower scope is about. */
  readonly scopeId?: string | null | undefined;
  /** Absent: costs. */
  readonly counts?: BudgetCounts | undefined;
  readonly limit: { readonly amount: string; readonly currency: string };
  readonly from?: string | null | undefined;
  readonly until?: string | null | undefined;
}

/** Enough that holds taken at once seldom meet in one row. */
const slots = 16;

/** Sets the limit of a period, for the first time or anew. Refuses a period that another budget of its book and currency shares in part. */
export async function setBudget(parts: BudgetParts, workspaceId: string, wanted: WantedBudget): Promise<Outcome<BudgetRow>> {
  const limit = parseMoney(wanted.limit.amount, wanted.limit.currency);
  if (!limit.ok || limit.value.pico < 0n) {
    const [message, field] = limit.ok ? ['A limit is zero or more, such as 25.', 'amount'] : [limit.refusal.message, 'currency'];
    return refused({ code: 'invalid-budget', message, path: ['limit', field] });
  }
  const period = periodOf(wanted, parts.clock());
  if (period.from >= period.until) {
    return refused({
      code: 'invalid-budget',
      message: 'A period ends after it begins: give an until that is later than from.',
      path: ['until'],
    });
  }
  return await withWorkspace(parts.database, workspaceId, async (tx) => {
    const scope = await scopeOf(tx, wanted);
    if (!scope.ok) return scope;
    const limited = { workspaceId, wanted, scope: scope.value, period };
    const other = await sharedInPart(tx, limited);
    if (other !== undefined) return overlapping(other);
    const different = await countsOther(tx, limited);
    if (different !== undefined) return different;
    const id = await writeLimit(tx, parts, limited);
    await tx.execute(sql`SELECT spread_budget(${workspaceId}::uuid, ${id}::uuid)`);
    const [row] = await readBudgets(tx, { id });
    return row === undefined ? refused({ code: 'invalid-budget', message: 'The budget could not be read.' }) : accepted(row);
  });
}

interface Period {
  readonly from: Date;
  readonly until: Date;
}

/** The UTC month of `from`, or of now, where the ends are not given. */
function periodOf({ from, until }: WantedBudget, now: Date): Period {
  const start = from == null ? monthStart(now, 0) : new Date(from);
  return { from: start, until: until == null ? monthStart(start, 1) : new Date(until) };
}

function monthStart(instant: Date, monthsLater: number): Date {
  return new Date(Date.UTC(instant.getUTCFullYear(), instant.getUTCMonth() + monthsLater, 1));
}

function rangeOf({ from, until }: Period) {
  return sql`tstzrange(${from.toISOString()}::timestamptz, ${until.toISOString()}::timestamptz)`;
}

async function sharedInPart(tx: Transaction, { wanted: { book, limit }, scope, period }: Limit): Promise<BudgetRow | undefined> {
  const rows = await readBudgets(tx, { book, currency: limit.currency, scope: scope.kind, scopeId: scope.id ?? undefined });
  const same = (row: BudgetRow) => Date.parse(row.from) === period.from.getTime() && Date.parse(row.until) === period.until.getTime();
  return rows.find((row) => !same(row) && Date.parse(row.from) < period.until.getTime() && Date.parse(row.until) > period.from.getTime());
}

/** What a budget counts stays: sums of the one are no sums of the other. */
async function countsOther(tx: Transaction, { wanted, scope, period }: Limit): Promise<Outcome<BudgetRow> | undefined> {
  const { book, limit, counts = 'cost' } = wanted;
  const rows = await readBudgets(tx, { book, currency: limit.currency, scope: scope.kind, scopeId: scope.id ?? undefined });
  const known = rows.find((row) => Date.parse(row.from) === period.from.getTime() && Date.parse(row.until) === period.until.getTime());
  if (known === undefined || known.counts === counts) return undefined;
  const name = known.counts === 'cost' ? 'COST' : 'SELL_PRICE';
  const message = `The budget of this period counts ${name}, and what it has counted stays: say ${name}, or set one for another period.`;
  return refused({ code: 'invalid-budget', message, path: ['counts'], accepted: [name] });
}

function overlapping({ from, until }: BudgetRow): Outcome<BudgetRow> {
  const message = `Another budget of this book, currency and scope runs from ${from} until ${until}: give just that period, or one beside it.`;
  return refused({ code: 'invalid-budget', message, path: ['from'], accepted: [from], details: { from, until } });
}

interface Limit {
  readonly workspaceId: string;
  readonly wanted: WantedBudget;
  readonly scope: Scope;
  readonly period: Period;
}

async function writeLimit(tx: Transaction, parts: BudgetParts, { workspaceId, wanted, scope, period }: Limit): Promise<string> {
  const { book, limit } = wanted;
  const { budgetsOf } = scope;
  const [known] = await tx
    .update(budgetTable)
    .set({ limitAmount: limit.amount })
    .where(
      and(eq(budgetTable.book, book), eq(budgetTable.currency, limit.currency), budgetsOf, sql`${budgetTable.period} = ${rangeOf(period)}`),
    )
    .returning({ id: budgetTable.id });
  if (known !== undefined) return known.id;
  const id = parts.newId();
  await tx.insert(budgetTable).values({
    workspaceId,
    id,
    book,
    scope: scope.kind,
    scopeId: scope.id,
    currency: limit.currency,
    counts: wanted.counts ?? 'cost',
    period: rangeOf(period),
    limitAmount: limit.amount,
    slots,
    createdAt: parts.clock(),
  });
  await tx.insert(budgetSlotTable).values(Array.from({ length: slots }, (_, slot) => ({ workspaceId, budgetId: id, slot, share: '0' })));
  return id;
}
