import { registerEnumType } from 'type-graphql';

/** Whether money was spent. */
export const MoneyBook = { REAL: 'real', SIMULATED: 'simulated' } as const;
registerEnumType(MoneyBook, {
  name: 'MoneyBook',
  description: 'Whether money was spent. The two books share no transaction and no budget.',
  valuesConfig: {
    REAL: { description: 'A provider worked and bills for it.' },
    SIMULATED: { description: 'The sandbox played the provider; no money was spent.' },
  },
});
