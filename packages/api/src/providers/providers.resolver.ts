import { Query, Resolver } from 'type-graphql';
import { ProviderType } from './provider.type.ts';
import type { Provider } from './provider.ts';

/** Says who can be asked, and who of them is played by the sandbox. */
@Resolver()
export class ProvidersResolver {
  constructor(private readonly connected: ReadonlyMap<string, Provider>) {}

  @Query(() => [ProviderType], { description: 'Every provider, in the order in which quotes ask them.' })
  providers(): ProviderType[] {
    return [...this.connected.values()].map(({ name, simulated }) => Object.assign(new ProviderType(), { name, simulated }));
  }
}
