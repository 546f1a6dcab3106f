import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import { seesCost } from '../access/sees-cost.ts';
import type { RequestContext } from '../access/request-context.ts';
import type { Clock } from '../platform/clock.ts';
import { withWorkspace, type Database } from '../platform/database.ts';
import { DateTimeScalar } from '../platform/scalars.ts';
import { PriceSheetType } from './price-sheet.type.ts';
import { readPriceSheet } from './price-sheet.ts';
import { SheetInMemory } from './sheet-in-memory.ts';

/** Hands out a whole book at once. */
@Resolver()
export class PriceSheetResolver {
  private readonly memory: SheetInMemory;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    this.memory = new SheetInMemory(database);
  }

  @Query(() => PriceSheetType, {
    description: 'Every entry of a book as known at an instant, of every period, in one piece; none for whoever does not see costs.',
  })
  async priceSheet(
    @Ctx() context: RequestContext,
    @Arg('book', () => String, { defaultValue: 'cost', description: '"cost", or the name of a sell book.' }) book: string,
    @Arg('knownAt', () => DateTimeScalar, { nullable: true, description: 'Whose knowledge is asked for; absent: that of now.' })
    asked?: string | null,
  ): Promise<PriceSheetType> {
    const knownAt = asked ?? this.clock().toISOString();
    const { workspaceId, caller } = context;
    if (!seesCost(caller)) return { book, knownAt, entryCount: 0, entries: [] };
    const entries =
      asked == null
        ? await this.memory.knownNow({ workspaceId, book })
        : await withWorkspace(this.database, workspaceId, (tx) => readPriceSheet(tx, { workspaceId, book, knownAt }));
    return { book, knownAt, entryCount: entries.length, entries };
  }
}
