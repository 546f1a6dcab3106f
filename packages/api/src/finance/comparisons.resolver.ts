import { Arg, Ctx, Int, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../access/request-context.ts';
import { pageOf, type Connection } from '../platform/connection.type.ts';
import { withWorkspace, type Database } from '../platform/database.ts';
import { MoneyBook } from '../platform/money-book.type.ts';
import { DateScalar } from '../platform/scalars.ts';
import { compareQuotes, countRetries, deviationEdges, savingsForgone, type AskedSpan } from './compare-quotes.ts';
import {
  EffectiveRateConnection,
  QuoteComparisonConnection,
  RetryCountConnection,
  SavingForgoneConnection,
  type EffectiveRateType,
  type QuoteComparisonType,
  type RetryCountType,
  type SavingForgoneType,
} from './comparisons.type.ts';
import { effectiveRates, rateDimensions, readListPrices } from './effective-rates.ts';
import { sumSpend } from './sum-spend.ts';

type Book = AskedSpan['book'];

/** Holds what was paid against what was quoted, offered and listed. */
@Resolver()
export class ComparisonsResolver {
  constructor(private readonly database: Database) {}

  @Query(() => QuoteComparisonConnection, { description: 'Quote against bill by provider and model: the furthest off first.' })
  async quoteAgainstBill(
    @Ctx() { workspaceId }: RequestContext,
    @Arg('from', () => DateScalar, { description: 'The first UTC day on which generations were asked for.' }) from: string,
    @Arg('until', () => DateScalar, { description: 'The first day after the last.' }) until: string,
    @Arg('book', () => MoneyBook, { defaultValue: MoneyBook.REAL, description: 'Whose money.' }) book: Book,
    @Arg('first', () => Int, { defaultValue: 200, description: 'How many, from 1 to 1,000.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'The endCursor of the page before; absent: from the start.' })
    after?: string | null,
  ): Promise<Connection<QuoteComparisonType>> {
    const rows = await withWorkspace(this.database, workspaceId, (tx) => compareQuotes(tx, { book, from, until }));
    return await pageOf(rows, { first, after, nameOf: nameOf('provider', 'model', 'currency') }, (page) =>
      page.map(({ currency, quoted, billed, bias, histogram, ...row }) => ({
        ...row,
        quoted: { amount: quoted, currency },
        billed: { amount: billed, currency },
        bias: { amount: bias, currency },
        histogram: histogram.map((generations, index) => ({
          from: deviationEdges[index - 1] ?? null,
          until: deviationEdges[index] ?? null,
          generations,
        })),
      })),
    );
  }

  @Query(() => SavingForgoneConnection, { description: 'What was forgone by not taking the cheapest honest offer: the most first.' })
  async savingsForgone(
    @Ctx() { workspaceId }: RequestContext,
    @Arg('from', () => DateScalar, { description: 'The first UTC day on which generations were asked for.' }) from: string,
    @Arg('until', () => DateScalar, { description: 'The first day after the last.' }) until: string,
    @Arg('book', () => MoneyBook, { defaultValue: MoneyBook.REAL, description: 'Whose money.' }) book: Book,
    @Arg('first', () => Int, { defaultValue: 200, description: 'How many, from 1 to 1,000.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'The endCursor of the page before; absent: from the start.' })
    after?: string | null,
  ): Promise<Connection<SavingForgoneType>> {
    const rows = await withWorkspace(this.database, workspaceId, (tx) => savingsForgone(tx, { book, from, until }));
    return await pageOf(rows, { first, after, nameOf: nameOf('provider', 'model', 'cheapestProvider', 'currency') }, (page) =>
      page.map(({ currency, expected, cheapest, forgone, ...row }) => ({
        ...row,
        expected: { amount: expected, currency },
        cheapest: { amount: cheapest, currency },
        forgone: { amount: forgone, currency },
      })),
    );
  }

  @Query(() => EffectiveRateConnection, { description: 'What a unit cost on average, and what it cost by the list: the dearest first.' })
  async effectiveRates(
    @Ctx() { caller, workspaceId }: RequestContext,
    @Arg('from', () => DateScalar, { description: 'The first accounting day.' }) from: string,
    @Arg('until', () => DateScalar, { description: 'The first accounting day after the last.' }) until: string,
    @Arg('book', () => MoneyBook, { defaultValue: MoneyBook.REAL, description: 'Whose money.' }) book: Book,
    @Arg('first', () => Int, { defaultValue: 200, description: 'How many, from 1 to 1,000.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'The endCursor of the page before; absent: from the start.' })
    after?: string | null,
  ): Promise<Connection<EffectiveRateType>> {
    const sums = await sumSpend(this.database, caller, { by: rateDimensions, measure: 'cost', book, from, until, where: [] });
    const list = await withWorkspace(this.database, workspaceId, readListPrices);
    const name = nameOf('provider', 'model', 'mode', 'meter', 'currency');
    return await pageOf(effectiveRates(sums, list), { first, after, nameOf: name }, (page) =>
      page.map(({ currency, cost, unitCost, listCost, ...rate }) => {
        const money = (amount: string | undefined) => (amount === undefined ? null : { amount, currency });
        return { ...rate, cost: { amount: cost, currency }, unitCost: money(unitCost), listCost: money(listCost) };
      }),
    );
  }

  @Query(() => RetryCountConnection, { description: 'How often providers were called again: the most first.' })
  async retries(
    @Ctx() { workspaceId }: RequestContext,
    @Arg('from', () => DateScalar, { description: 'The first UTC day on which generations were asked for.' }) from: string,
    @Arg('until', () => DateScalar, { description: 'The first day after the last.' }) until: string,
    @Arg('book', () => MoneyBook, { defaultValue: MoneyBook.REAL, description: 'Whose money.' }) book: Book,
    @Arg('first', () => Int, { defaultValue: 200, description: 'How many, from 1 to 1,000.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'The endCursor of the page before; absent: from the start.' })
    after?: string | null,
  ): Promise<Connection<RetryCountType>> {
    const rows = await withWorkspace(this.database, workspaceId, (tx) => countRetries(tx, { book, from, until }));
    return await pageOf(rows, { first, after, nameOf: nameOf('provider', 'model') }, (page) => page);
  }
}

/** What a row is known by: its values of these fields. */
function nameOf<Field extends string>(...fields: readonly Field[]): (row: Readonly<Record<Field, unknown>>) => string {
  return (row) => JSON.stringify(fields.map((field) => row[field]));
}
