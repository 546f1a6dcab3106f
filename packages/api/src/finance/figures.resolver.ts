import { formatDecimal } from '@halfpenny/core';
import { Arg, Ctx, Int, Query, Resolver } from 'type-graphql';
import { picoOf } from '../platform/stored-amount.ts';
import type { RequestContext } from '../access/request-context.ts';
import type { Clock } from '../platform/clock.ts';
import { pageOf, type Connection } from '../platform/connection.type.ts';
import type { Database } from '../platform/database.ts';
import { MoneyBook } from '../platform/money-book.type.ts';
import { DateScalar } from '../platform/scalars.ts';
import { amountOf, movedGroups, movementDimensions, summedGroups, type MovedGroup } from './derive-figures.ts';
import { acceptedImageCost, gathered, groupName, wasted } from './told-apart.ts';
import type { Dimension } from './dimension.ts';
import {
  AcceptedImageCostConnection,
  SpendForecastType,
  SpendMovementsType,
  WasteConnection,
  type AcceptedImageCostType,
  type SpendMovementType,
  type WasteType,
} from './figures.type.ts';
import { FinanceConditionInput, FinanceDimensions } from './finance-question.type.ts';
import { forecastMonth, nextMonth } from './forecast.ts';
import type { SpendSum } from './read-spend.ts';
import { shownKeys } from './shown-keys.ts';
import { orderedSums, sumSpend, type SpendAsked } from './sum-spend.ts';

type Book = 'real' | 'simulated';

/** Says what follows from what was spent. */
@Resolver()
export class FiguresResolver {
  constructor(private readonly parts: { readonly database: Database; readonly clock: Clock }) {}

  @Query(() => [SpendForecastType], {
    description: 'What this month comes to if it goes on as it went, in each currency that was spent this month or last.',
  })
  async spendForecast(
    @Ctx() { caller }: RequestContext,
    @Arg('book', () => MoneyBook, { defaultValue: MoneyBook.REAL, description: 'Whose money.' }) book: Book,
  ): Promise<SpendForecastType[]> {
    const today = this.parts.clock().toISOString().slice(0, 10);
    const month = today.slice(0, 7);
    const before = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)) - 2, 1)).toISOString().slice(0, 7);
    const asked = { by: ['day'], measure: 'cost', book, from: `${before}-01`, until: nextMonth(month), where: [] } as const;
    const sums = orderedSums(await sumSpend(this.parts.database, caller, asked), 'amount');
    return [...Map.groupBy(sums, ({ currency }) => currency)].map(([currency, days]) => {
      const byDay = new Map(days.map(({ keys, amount }) => [keys[0] ?? '', picoOf(amount)]));
      const { spent, forecast, days: daysOver } = forecastMonth(byDay, { month, today });
      const monthBefore = amountOf(days, ({ keys }) => keys[0]?.startsWith(before) === true);
      const money = (amount: string) => ({ amount, currency });
      return {
        month,
        spent: money(formatDecimal(spent)),
        forecast: forecast === undefined ? null : money(formatDecimal(forecast)),
        daysOver,
        monthBefore: money(monthBefore),
      };
    });
  }

  @Query(() => [SpendMovementsType], {
    description: 'What moved spending from one period to another by volume, mix and rate, in each currency.',
  })
  async spendMovement(
    @Ctx() { caller }: RequestContext,
    @Arg('beforeFrom', () => DateScalar, { description: 'The first accounting day of the earlier period.' }) beforeFrom: string,
    @Arg('beforeUntil', () => DateScalar, { description: 'The first accounting day after it.' }) beforeUntil: string,
    @Arg('from', () => DateScalar, { description: 'The first accounting day of the later period.' }) from: string,
    @Arg('until', () => DateScalar, { description: 'The first accounting day after it.' }) until: string,
    @Arg('book', () => MoneyBook, { defaultValue: MoneyBook.REAL, description: 'Whose money.' }) book: Book,
    @Arg('where', () => [FinanceConditionInput], { defaultValue: [], description: 'Which lines; all conditions hold.' })
    where: FinanceConditionInput[],
  ): Promise<SpendMovementsType[]> {
    const asked = { by: movementDimensions, measure: 'cost', book, where } as const;
    const before = await sumSpend(this.parts.database, caller, { ...asked, from: beforeFrom, until: beforeUntil });
    const after = await sumSpend(this.parts.database, caller, { ...asked, from, until });
    const currencies = [...new Set([...before, ...after].map(({ currency }) => currency))].toSorted();
    return currencies.map((currency) => {
      const of = (sums: readonly SpendSum[]): readonly SpendSum[] => sums.filter((sum) => sum.currency === currency);
      const groups = movedGroups(of(before), of(after));
      return { total: shownMovement(summedGroups(groups), currency), groups: groups.map((group) => shownMovement(group, currency)) };
    });
  }

  @Query(() => AcceptedImageCostConnection, { description: 'What an accepted image cost, with all that was spent on those that were not.' })
  async costPerAcceptedImage(
    @Ctx() { caller }: RequestContext,
    @Arg('by', () => [FinanceDimensions], { description: 'What to group by; none: one figure a currency.' }) asked: Dimension[],
    @Arg('from', () => DateScalar, { description: 'The first accounting day.' }) from: string,
    @Arg('until', () => DateScalar, { description: 'The first accounting day after the last.' }) until: string,
    @Arg('book', () => MoneyBook, { defaultValue: MoneyBook.REAL, description: 'Whose money.' }) book: Book,
    @Arg('where', () => [FinanceConditionInput], { defaultValue: [], description: 'Which lines; all conditions hold.' })
    where: FinanceConditionInput[],
    @Arg('first', () => Int, { defaultValue: 200, description: 'How many, from 1 to 1,000.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'The endCursor of the page before; absent: from the start.' })
    after?: string | null,
  ): Promise<Connection<AcceptedImageCostType>> {
    const by = [...new Set(asked)];
    const groups = await this.toldApart(caller, { by, measure: 'cost', book, from, until, where }, ['outcome']);
    return await pageOf(groups, { first, after, nameOf: groupName }, async (page) => {
      const keys = await shownKeys(this.parts.database, by, page);
      return page.map((group, index) => ({ keys: keys[index] ?? [], ...acceptedImageCost(group) }));
    });
  }

  @Query(() => WasteConnection, {
    description:
      'What was spent and led to nothing that is used: billed without an image, or on an image that was rejected, made anew or deleted.',
  })
  async waste(
    @Ctx() { caller }: RequestContext,
    @Arg('by', () => [FinanceDimensions], { description: 'What to group by; none: one figure a currency.' }) asked: Dimension[],
    @Arg('from', () => DateScalar, { description: 'The first accounting day.' }) from: string,
    @Arg('until', () => DateScalar, { description: 'The first accounting day after the last.' }) until: string,
    @Arg('book', () => MoneyBook, { defaultValue: MoneyBook.REAL, description: 'Whose money.' }) book: Book,
    @Arg('where', () => [FinanceConditionInput], { defaultValue: [], description: 'Which lines; all conditions hold.' })
    where: FinanceConditionInput[],
    @Arg('first', () => Int, { defaultValue: 200, description: 'How many, from 1 to 1,000.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'The endCursor of the page before; absent: from the start.' })
    after?: string | null,
  ): Promise<Connection<WasteType>> {
    const by = [...new Set(asked)];
    const groups = await this.toldApart(caller, { by, measure: 'cost', book, from, until, where }, ['account', 'outcome']);
    return await pageOf(groups, { first, after, nameOf: groupName }, async (page) => {
      const keys = await shownKeys(this.parts.database, by, page);
      return page.map((group, index) => ({ keys: keys[index] ?? [], ...wasted(group) }));
    });
  }

  /** What is asked, with what further tells the parts of a group apart; the dearest group first. */
  private async toldApart(caller: RequestContext['caller'], asked: SpendAsked, further: readonly Dimension[]) {
    const sums = await sumSpend(this.parts.database, caller, { ...asked, by: [...asked.by, ...further] });
    return gathered(sums, asked.by.length);
  }
}

function shownMovement({ model, meter, ...parts }: MovedGroup, currency: string): SpendMovementType {
  const money = (pico: bigint) => ({ amount: formatDecimal(pico), currency });
  const { before, after, volume, mix, rate, other } = parts;
  return {
    model,
    meter,
    before: money(before),
    after: money(after),
    difference: money(after - before),
    volume: money(volume),
    mix: money(mix),
    rate: money(rate),
    other: money(other),
  };
}
