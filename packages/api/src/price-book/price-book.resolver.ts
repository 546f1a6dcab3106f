import { Arg, Ctx, Int, Query, Resolver } from 'type-graphql';
import type { Clock } from '../platform/clock.ts';
import { withWorkspace, type Database } from '../platform/database.ts';
import { isId } from '../platform/identifiers.ts';
import { askedPage, cursorOf } from '../platform/page.type.ts';
import { seesCost } from '../access/sees-cost.ts';
import type { RequestContext } from '../access/request-context.ts';
import { DateTimeScalar } from '../platform/scalars.ts';
import { ServiceMode } from '../platform/service-mode.type.ts';
import { findEntryInForce, listPriceEntries } from './find-price-entries.ts';
import { PriceEntryConnection, PriceEntryFilter } from './price-entry-connection.type.ts';
import type { PriceEntryRow } from './price-entry-row.ts';
import { PriceEntryType } from './price-entry.type.ts';
import { shownPriceEntry } from './shown-price-entry.ts';

/** A whole price book in a handful of pages. */
const entriesMost = 2000;

/** Reads the price book on both time axes: when a price applies, and when we knew it. */
@Resolver()
export class PriceBookResolver {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  @Query(() => PriceEntryType, {
    nullable: true,
    description:
      'The price entry that applies to a provider, model and mode at an instant, as known at an instant; null where none does, and of the cost book for whoever does not see costs.',
  })
  async priceEntryInForce(
    @Ctx() context: RequestContext,
    @Arg('provider', () => String, { description: 'Who bills.' }) provider: string,
    @Arg('model', () => String, { description: 'A model, a snapshot of one, or an alias the provider takes.' }) model: string,
    @Arg('mode', () => ServiceMode, { defaultValue: ServiceMode.REALTIME, description: 'The mode of service.' }) mode: 'realtime' | 'batch',
    @Arg('book', () => String, { defaultValue: 'cost', description: '"cost", or the name of a sell book.' }) book: string,
    @Arg('at', () => DateTimeScalar, { nullable: true, description: 'When the price applies; absent: now.' }) at?: string | null,
    @Arg('knownAt', () => DateTimeScalar, { nullable: true, description: 'Whose knowledge is asked for; absent: that of now.' })
    knownAt?: string | null,
  ): Promise<PriceEntryType | null> {
    const { workspaceId } = context;
    if (book === 'cost' && !seesCost(context.caller)) return null;
    const key = { provider, model, mode, book, at: at ?? this.clock().toISOString(), knownAt: knownAt ?? undefined, workspaceId };
    return await withWorkspace(this.database, workspaceId, async (tx) => {
      const found = await findEntryInForce(tx, key);
      const over = found?.tariff.basedOn?.book === undefined ? undefined : { ...key, ...baseKey(found), book: 'cost' };
      return found === undefined ? null : shownPriceEntry(found, over === undefined ? undefined : await findEntryInForce(tx, over));
    });
  }

  @Query(() => PriceEntryConnection, {
    description: 'Price entries by provider, model, mode and start, of the books that the caller may see.',
  })
  async priceEntries(
    @Ctx() context: RequestContext,
    @Arg('filter', () => PriceEntryFilter, { nullable: true, description: 'Which entries; absent: all that are known now.' })
    filter: PriceEntryFilter | null | undefined,
    @Arg('first', () => Int, { defaultValue: 50, description: 'How many, from 1 to 2000.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'The endCursor of the page before; absent: from the start.' })
    after?: string | null,
  ): Promise<PriceEntryConnection> {
    const page = askedPage(first, after, isId, entriesMost);
    const choice = {
      provider: filter?.provider ?? undefined,
      model: filter?.model ?? undefined,
      mode: filter?.mode ?? undefined,
      at: filter?.at ?? undefined,
      knownAt: filter?.knownAt ?? undefined,
      book: filter?.book ?? undefined,
      seen: { workspaceId: context.workspaceId, cost: seesCost(context.caller) },
    };
    const { rows, more, total } = await withWorkspace(this.database, context.workspaceId, (tx) => listPriceEntries(tx, choice, page));
    const edges = rows.map((row) => ({ cursor: cursorOf(row.id), node: shownPriceEntry(row) }));
    return { edges, pageInfo: { hasNextPage: more, endCursor: edges.at(-1)?.cursor ?? null }, totalCount: total };
  }
}

function baseKey({ provider, model, mode, tariff: { basedOn } }: PriceEntryRow) {
  return { provider: basedOn?.provider ?? provider, model: basedOn?.model ?? model, mode: basedOn?.mode ?? mode };
}
