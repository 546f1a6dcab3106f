import { formatDecimal } from '@halfpenny/core';
import { Arg, Ctx, Int, Query, Resolver } from 'type-graphql';
import { picoOf } from '../platform/stored-amount.ts';
import type { RequestContext } from '../access/request-context.ts';
import { withSnapshot, type Database } from '../platform/database.ts';
import { isId } from '../platform/identifiers.ts';
import { MoneyBook } from '../platform/money-book.type.ts';
import { askedPage, cursorOf } from '../platform/page.type.ts';
import { DateScalar } from '../platform/scalars.ts';
import type { Dimension } from './dimension.ts';
import { FinanceConditionInput, FinanceDimensions, SpendMeasures } from './finance-question.type.ts';
import { accountsOf, type Measure } from './measure.ts';
import { readLines, type LinePlace } from './read-lines.ts';
import type { SpendSum } from './read-spend.ts';
import { shownKeys } from './shown-keys.ts';
import { SpendLineConnection, SpendOrders, SpendSumConnection, type SpendSumType } from './spend-report.type.ts';
import { joinedSums, nameOf, orderedSums, sumSpend, type SpendOrder } from './sum-spend.ts';

const sumsMost = 1_000;

/** Says what was spent on what, and by which lines. */
@Resolver()
export class SpendReportResolver {
  constructor(private readonly database: Database) {}

  @Query(() => SpendSumConnection, {
    description: 'What was spent, by any dimensions at once: of this workspace, or, by WORKSPACE, of each in which the caller sees costs.',
  })
  async spend(
    @Ctx() { caller }: RequestContext,
    @Arg('by', () => [FinanceDimensions], { description: 'What to group by; none: one sum a currency.' }) by: Dimension[],
    @Arg('from', () => DateScalar, { description: 'The first accounting day.' }) from: string,
    @Arg('until', () => DateScalar, { description: 'The first accounting day after the last.' }) until: string,
    @Arg('book', () => MoneyBook, { defaultValue: MoneyBook.REAL, description: 'Whose money.' }) book: 'real' | 'simulated',
    @Arg('measure', () => SpendMeasures, { defaultValue: SpendMeasures.COST, description: 'What is summed.' }) measure: Measure,
    @Arg('where', () => [FinanceConditionInput], { defaultValue: [], description: 'Which lines; all conditions hold.' })
    where: FinanceConditionInput[],
    @Arg('order', () => SpendOrders, { defaultValue: SpendOrders.AMOUNT, description: 'How sums are ordered.' }) order: SpendOrder,
    @Arg('first', () => Int, { defaultValue: 200, description: 'How many sums, from 1 to 1,000.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'The endCursor of the page before; absent: from the start.' })
    after?: string | null,
  ): Promise<SpendSumConnection> {
    const dimensions = [...new Set(by)];
    const sums = orderedSums(await sumSpend(this.database, caller, { by: dimensions, from, until, book, measure, where }), order);
    const page = askedPage(first, after, (key) => sums.some((sum) => nameOf(sum) === key), sumsMost);
    const begin = page.after === undefined ? 0 : sums.findIndex((sum) => nameOf(sum) === page.after) + 1;
    const shown = sums.slice(begin, begin + page.first);
    const nodes = await this.shownSums(dimensions, shown);
    const edges = nodes.map((node, index) => ({ cursor: cursorOf(nameOf(shown[index] as SpendSum)), node }));
    const pageInfo = { hasNextPage: begin + shown.length < sums.length, endCursor: edges.at(-1)?.cursor ?? null };
    const totals = orderedSums(joinedSums(sums.map((sum) => ({ ...sum, keys: [] }))), 'keys');
    return { edges, pageInfo, totalCount: sums.length, totals: await this.shownSums([], totals) };
  }

  @Query(() => SpendLineConnection, {
    description: 'The ledger lines behind a sum of `spend`: choose by its keys. Their amounts sum to its amount.',
  })
  async spendLines(
    @Ctx() { caller }: RequestContext,
    @Arg('from', () => DateScalar, { description: 'The first accounting day.' }) from: string,
    @Arg('until', () => DateScalar, { description: 'The first accounting day after the last.' }) until: string,
    @Arg('book', () => MoneyBook, { defaultValue: MoneyBook.REAL, description: 'Whose money.' }) book: 'real' | 'simulated',
    @Arg('measure', () => SpendMeasures, { defaultValue: SpendMeasures.COST, description: 'What is summed.' }) measure: Measure,
    @Arg('where', () => [FinanceConditionInput], { defaultValue: [], description: 'Which lines; all conditions hold.' })
    where: FinanceConditionInput[],
    @Arg('first', () => Int, { defaultValue: 50, description: 'How many, from 1 to 200.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'The endCursor of the page before; absent: from the start.' })
    after?: string | null,
  ): Promise<SpendLineConnection> {
    const page = askedPage(first, after, (key) => placeOf(key) !== undefined);
    const { accounts, sign } = accountsOf(measure);
    const place = page.after === undefined ? undefined : placeOf(page.after);
    const { rows, more } = await withSnapshot(this.database, caller.workspaceId, (tx) =>
      readLines(tx, { accounts, book, from, until, where, first: page.first, after: place }),
    );
    const edges = rows.map(({ currency, amount, ...row }) => ({
      cursor: cursorOf(`${row.day}:${row.transaction}:${row.position}`),
      node: { ...row, amount: { currency, amount: formatDecimal(sign * picoOf(amount)) } },
    }));
    return { edges, pageInfo: { hasNextPage: more, endCursor: edges.at(-1)?.cursor ?? null } };
  }

  private async shownSums(by: readonly Dimension[], sums: readonly SpendSum[]): Promise<SpendSumType[]> {
    const keys = await shownKeys(this.database, by, sums);
    return sums.map(({ currency, amount, ...sum }, index) => ({ ...sum, keys: keys[index] ?? [], amount: { amount, currency } }));
  }
}

/** `<day>:<transaction>:<position>`, as a cursor holds it. */
function placeOf(key: string): LinePlace | undefined {
  const [day = '', transaction = '', position = ''] = key.split(':');
  return /^\d{4}-\d\d-\d\d$/.test(day) && isId(transaction) && /^\d{1,4}$/.test(position)
    ? { day, transaction, position: Number(position) }
    : undefined;
}
