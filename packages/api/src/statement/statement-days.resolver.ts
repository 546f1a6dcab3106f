import { GraphQLError } from 'graphql';
import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../access/request-context.ts';
import { withWorkspace } from '../platform/database.ts';
import { isId } from '../platform/identifiers.ts';
import { MoneyBook } from '../platform/money-book.type.ts';
import { shownRefusal, type RefusalType } from '../platform/refusal.type.ts';
import { DateScalar } from '../platform/scalars.ts';
import { askForPull } from './ask-for-pull.ts';
import type { PullingParts } from './pull-statements.ts';
import { statementDays } from './statement-days.ts';
import { StatementDayType, StatementGapsType, StatementPullResult, StatementPullType } from './statement-days.type.ts';
import { statementGaps } from './statement-gaps.ts';
import { StatementSeriesEnum } from './statement-enums.type.ts';
import type { StatementSeries } from './statement-import.table.ts';

const dayMilliseconds = 86_400_000;
const daysMost = 400;

/** Says which days are final, and has what is not final pulled anew. */
@Resolver()
export class StatementDaysResolver {
  constructor(private readonly parts: PullingParts) {}

  @Query(() => [StatementDayType], { description: 'Each UTC day of a span of at most 400 days, in order.' })
  async statementDays(
    @Ctx() { workspaceId }: RequestContext,
    @Arg('providerAccountId', () => ID, { description: 'Of which account.' }) providerAccountId: string,
    @Arg('from', () => DateScalar, { description: 'The first day.' }) from: string,
    @Arg('until', () => DateScalar, { description: 'The day after the last.' }) until: string,
    @Arg('series', () => StatementSeriesEnum, { defaultValue: StatementSeriesEnum.CHARGES, description: 'Of which series.' })
    series: StatementSeries,
  ): Promise<StatementDayType[]> {
    const days = (Date.parse(until) - Date.parse(from)) / dayMilliseconds;
    if (days < 0 || days > daysMost) throw new GraphQLError(`A span has at most ${daysMost} days and ends after it begins.`);
    if (!isId(providerAccountId)) return [];
    const asked = { providerAccountId, series, from, until, now: this.parts.clock() };
    return [...(await withWorkspace(this.parts.database, workspaceId, (tx) => statementDays(tx, asked)))];
  }

  @Query(() => [StatementGapsType], { description: 'Of which days each account of this workspace is not through with its statements.' })
  async statementGaps(
    @Ctx() { workspaceId }: RequestContext,
    @Arg('book', () => MoneyBook, { defaultValue: MoneyBook.REAL, description: 'Whose money.' }) book: 'real' | 'simulated',
  ): Promise<StatementGapsType[]> {
    const now = this.parts.clock();
    return [...(await withWorkspace(this.parts.database, workspaceId, (tx) => statementGaps(tx, { book, now })))];
  }

  @Mutation(() => StatementPullResult, {
    description:
      'Has costs and usage pulled now: from the first day on that is not final, or from a given one. The schedule does the same once a day.',
  })
  async pullStatements(
    @Ctx() { workspaceId }: RequestContext,
    @Arg('providerAccountId', () => ID, { description: 'Of which account.' }) providerAccountId: string,
    @Arg('from', () => DateScalar, { nullable: true, description: 'The first day, though it be final; absent: the first that is not.' })
    from?: string | null,
  ): Promise<StatementPullType | RefusalType> {
    const asked = await askForPull(this.parts, { workspaceId, providerAccountId, from: from ?? undefined });
    return asked.ok ? Object.assign(new StatementPullType(), { provider: asked.value }) : shownRefusal(asked.refusal);
  }
}
