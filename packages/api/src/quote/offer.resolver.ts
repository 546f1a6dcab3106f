import { FieldResolver, Resolver, Root } from 'type-graphql';
import type { Provider } from '../providers/provider.ts';
import { OfferType } from './quote.type.ts';

/** What an offer says that is not stored with it: it depends on how this service is set up. */
@Resolver(() => OfferType)
export class OfferResolver {
  constructor(private readonly connected: ReadonlyMap<string, Provider>) {}

  @FieldResolver(() => Boolean, { description: 'Whether the sandbox would play the provider: then executing it costs nothing.' })
  simulated(@Root() offer: OfferType): boolean {
    return this.connected.get(offer.provider)?.simulated === true;
  }
}
