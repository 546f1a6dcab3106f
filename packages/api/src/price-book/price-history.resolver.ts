import { entryDifferences } from '@halfpenny/core';
import { Arg, Ctx, Field, ID, InputType, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../access/request-context.ts';
import { seesCost } from '../access/sees-cost.ts';
import type { Clock } from '../platform/clock.ts';
import { withWorkspace, type Database } from '../platform/database.ts';
import { isId } from '../platform/identifiers.ts';
import { DateTimeScalar } from '../platform/scalars.ts';
import { ServiceMode } from '../platform/service-mode.type.ts';
import { findSeenById } from './find-price-entries.ts';
import { PriceDifferenceType, showDifference } from './price-difference.type.ts';
import { PriceEntryFilter } from './price-entry-connection.type.ts';
import { ratedEntry, type PriceEntryRow } from './price-entry-row.ts';
import { compareViews, momentsOf, readTimeline, type View } from './price-history.ts';
import { PriceKeyDifferenceType, PriceTimelineType } from './price-history.type.ts';
import { shownPriceEntry } from './shown-price-entry.ts';
import { showTimelineEntries } from './show-timeline.ts';

/** A view of the book as a caller asks for it. */
@InputType('PriceView', { description: 'What applied at an instant, as known at an instant.' })
export class PriceViewInput {
  @Field(() => DateTimeScalar, { nullable: true, description: 'When the price applies; absent: now.' })
  readonly at?: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Whose knowledge is asked for; absent: that of now.' })
  readonly knownAt?: string | null;
}

const costOrSell = { defaultValue: 'cost', description: '"cost", or the name of a sell book.' };

/** How prices came to be: the timeline of a model, and what differs between two entries or two instants. */
@Resolver()
export class PriceHistoryResolver {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  @Query(() => PriceTimelineType, { description: 'Every price of a provider, model and mode that was ever known.' })
  async priceTimeline(
    @Ctx() { workspaceId, caller }: RequestContext,
    @Arg('provider', () => String, { description: 'Who bills.' }) provider: string,
    @Arg('model', () => String, { description: 'The exact name of the model at the provider.' }) model: string,
    @Arg('mode', () => ServiceMode, { defaultValue: ServiceMode.REALTIME, description: 'The mode of service.' }) mode: 'realtime' | 'batch',
    @Arg('book', () => String, costOrSell) book: string,
    @Arg('knownAt', () => DateTimeScalar, { nullable: true, description: 'What was known by then; absent: by now.' })
    asked?: string | null,
  ): Promise<PriceTimelineType> {
    const knownAt = asked ?? undefined;
    if (book === 'cost' && !seesCost(caller)) return { entries: [], history: [] };
    const key = { workspaceId, book, provider, model, mode, knownAt };
    const rows = await withWorkspace(this.database, workspaceId, (tx) => readTimeline(tx, key));
    const history = momentsOf(rows, knownAt).map((moment) => ({
      ...moment,
      added: moment.added.map((row) => shownPriceEntry(row)),
      closed: moment.closed.map((row) => shownPriceEntry(row)),
    }));
    return { entries: showTimelineEntries(rows, { at: this.clock(), knownAt }), history };
  }

  @Query(() => [PriceKeyDifferenceType], {
    description: 'The prices that differ between two instants, of which each may be seen with the knowledge of another.',
  })
  async priceDiff(
    @Ctx() { workspaceId, caller }: RequestContext,
    @Arg('from', () => PriceViewInput, { description: 'The first view.' }) from: PriceViewInput,
    @Arg('to', () => PriceViewInput, { description: 'The second view.' }) to: PriceViewInput,
    @Arg('book', () => String, costOrSell) book: string,
    @Arg('filter', () => PriceEntryFilter, {
      nullable: true,
      description: 'Only of this provider, model and mode; its instants are not looked at.',
    })
    filter?: PriceEntryFilter | null,
  ): Promise<PriceKeyDifferenceType[]> {
    if (book === 'cost' && !seesCost(caller)) return [];
    const wanted = {
      workspaceId,
      book,
      provider: filter?.provider ?? undefined,
      model: filter?.model ?? undefined,
      mode: filter?.mode ?? undefined,
    };
    const views = { from: this.viewOf(from), to: this.viewOf(to) };
    const pairs = await withWorkspace(this.database, workspaceId, (tx) => compareViews(tx, views, wanted));
    return pairs.flatMap(({ before, after }) => {
      const some = after ?? before;
      if (some === undefined) return [];
      const { provider, model, mode } = some;
      const shown = {
        before: before === undefined ? null : shownPriceEntry(before),
        after: after === undefined ? null : shownPriceEntry(after),
      };
      return [{ provider, model, mode, ...shown, differences: before === undefined || after === undefined ? [] : differ(before, after) }];
    });
  }

  @Query(() => [PriceDifferenceType], { nullable: true, description: 'In what two entries differ; null where one of them is not there.' })
  async priceEntryDiff(
    @Ctx() { workspaceId, caller }: RequestContext,
    @Arg('before', () => ID, { description: 'The first entry.' }) before: string,
    @Arg('after', () => ID, { description: 'The second entry.' }) after: string,
  ): Promise<PriceDifferenceType[] | null> {
    if (!isId(before) || !isId(after)) return null;
    const seen = { workspaceId, cost: seesCost(caller) };
    const found = await withWorkspace(this.database, workspaceId, (tx) => findSeenById(tx, [before, after], seen));
    const [first, second] = [found.get(before.toLowerCase()), found.get(after.toLowerCase())];
    return first === undefined || second === undefined ? null : differ(first, second);
  }

  private viewOf({ at, knownAt }: PriceViewInput): View {
    return { at: at ?? this.clock().toISOString(), knownAt: knownAt ?? undefined };
  }
}

function differ(before: PriceEntryRow, after: PriceEntryRow): PriceDifferenceType[] {
  return entryDifferences(ratedEntry(before), ratedEntry(after)).map(showDifference);
}
