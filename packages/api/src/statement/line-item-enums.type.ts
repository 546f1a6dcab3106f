import { registerEnumType } from 'type-graphql';

/** Meanings in GraphQL's spelling. */
export const LineItemMeanings = { USAGE: 'usage', OUTSIDE: 'outside', NOT_USAGE: 'not_usage' } as const;
registerEnumType(LineItemMeanings, {
  name: 'LineItemMeaning',
  description: 'What the words on a line stand for.',
  valuesConfig: {
    USAGE: { description: 'Usage of a model that is executed here.' },
    OUTSIDE: { description: 'A service that is not executed here.' },
    NOT_USAGE: { description: 'Tax, a credit, a fee or an adjustment.' },
  },
});

/** Kinds of what is no usage, in GraphQL's spelling. */
export const NotUsageKinds = { TAX: 'tax', CREDIT: 'credit', FEE: 'fee', ADJUSTMENT: 'adjustment' } as const;
registerEnumType(NotUsageKinds, {
  name: 'NotUsageKind',
  description: 'What a line is that is about no usage.',
  valuesConfig: {
    TAX: { description: 'Tax.' },
    CREDIT: { description: 'Money or usage given back.' },
    FEE: { description: 'A fee.' },
    ADJUSTMENT: { description: 'Anything that the provider sets right.' },
  },
});

/** States of an entry in GraphQL's spelling. */
export const LineItemStates = { PROPOSED: 'proposed', APPROVED: 'approved', REPLACED: 'replaced', DISCARDED: 'discarded' } as const;
registerEnumType(LineItemStates, {
  name: 'LineItemState',
  description: 'How far an entry of the line-item map has come.',
  valuesConfig: {
    PROPOSED: { description: 'It counts for nothing yet.' },
    APPROVED: { description: 'It counts.' },
    REPLACED: { description: 'It counted until another took its place.' },
    DISCARDED: { description: 'Somebody decided against it.' },
  },
});
