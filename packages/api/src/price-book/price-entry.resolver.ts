import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../access/request-context.ts';
import { seesCost } from '../access/sees-cost.ts';
import { PriceEntryType } from './price-entry.type.ts';

/** Shows of a sell price what it is, to whoever does not see costs: not by which factor over a cost it came about, and nothing that was noted beside. */
@Resolver(() => PriceEntryType)
export class PriceEntryResolver {
  @FieldResolver()
  tariff(@Root() entry: PriceEntryType, @Ctx() context: RequestContext): unknown {
    if (showsAll(entry, context)) return entry.tariff;
    const { basedOn: _basedOn, ...terms } = entry.tariff as Readonly<Record<string, unknown>>;
    return { ...terms, components: entry.components };
  }

  @FieldResolver()
  ratedTariff(@Root() entry: PriceEntryType, @Ctx() context: RequestContext): unknown {
    return showsAll(entry, context) ? entry.ratedTariff : null;
  }

  @FieldResolver()
  source(@Root() entry: PriceEntryType, @Ctx() context: RequestContext): string | null {
    return showsAll(entry, context) ? entry.source : null;
  }

  @FieldResolver()
  sourceUrl(@Root() entry: PriceEntryType, @Ctx() context: RequestContext): string | null {
    return showsAll(entry, context) ? entry.sourceUrl : null;
  }

  @FieldResolver()
  note(@Root() entry: PriceEntryType, @Ctx() context: RequestContext): string | null {
    return showsAll(entry, context) ? entry.note : null;
  }
}

function showsAll({ book }: PriceEntryType, { caller }: RequestContext): boolean {
  return book === 'cost' || seesCost(caller);
}
