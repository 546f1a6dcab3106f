import { registerEnumType } from 'type-graphql';

/** How a provider is asked to work: core's words in GraphQL's spelling. */
export const ServiceMode = { REALTIME: 'realtime', BATCH: 'batch' } as const;

registerEnumType(ServiceMode, {
  name: 'ServiceMode',
  description: 'How a provider is asked to work.',
  valuesConfig: {
    REALTIME: { description: 'At once, at the full price.' },
    BATCH: { description: 'Within a day, at the batch price where there is one.' },
  },
});
