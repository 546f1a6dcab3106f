import { registerEnumType } from 'type-graphql';

/** Kinds of files in GraphQL's spelling. */
export const StatementKinds = {
  OPENAI_COSTS: 'openai_costs',
  OPENAI_USAGE_IMAGES: 'openai_usage_images',
  OPENAI_USAGE_COMPLETIONS: 'openai_usage_completions',
  FOCUS: 'focus',
  CSV: 'csv',
  SANDBOX_INVOICE: 'sandbox_invoice',
} as const;
registerEnumType(StatementKinds, {
  name: 'StatementKind',
  description: 'What a file of a provider is.',
  valuesConfig: {
    OPENAI_COSTS: {
      description: 'Pages of /v1/organization/costs: grouped by project, key and line item; ungrouped ones are the control.',
    },
    OPENAI_USAGE_IMAGES: { description: 'Pages of /v1/organization/usage/images: a witness.' },
    OPENAI_USAGE_COMPLETIONS: { description: 'Pages of /v1/organization/usage/completions: a witness.' },
    FOCUS: { description: 'FOCUS 1.x as CSV.' },
    CSV: { description: 'A CSV that is read by a saved mapping of its columns.' },
    SANDBOX_INVOICE: { description: 'The invoice that the sandbox keeps, a line for each call.' },
  },
});

/** Series in GraphQL's spelling. */
export const StatementSeriesEnum = {
  CHARGES: 'charges',
  USAGE_IMAGES: 'usage_images',
  USAGE_COMPLETIONS: 'usage_completions',
  PAYABLE: 'payable',
  PREPAID: 'prepaid',
} as const;
registerEnumType(StatementSeriesEnum, {
  name: 'StatementSeries',
  description: 'What a statement is about. A day has one current version in each series of a provider account.',
  valuesConfig: {
    CHARGES: { description: 'What is owed, by its parts.' },
    USAGE_IMAGES: { description: 'What a witness counted of images, without money.' },
    USAGE_COMPLETIONS: { description: 'What a witness counted of tokens, without money.' },
    PAYABLE: { description: 'The invoice: what is to be paid, with tax and credits.' },
    PREPAID: { description: 'Movements of a prepaid balance.' },
  },
});

/** States in GraphQL's spelling. */
export const StatementStates = {
  RECEIVED: 'received',
  READING: 'reading',
  CURRENT: 'current',
  UNCHANGED: 'unchanged',
  REFUSED: 'refused',
} as const;
registerEnumType(StatementStates, {
  name: 'StatementState',
  description: 'What became of a file.',
  valuesConfig: {
    RECEIVED: { description: 'It is kept, and waits to be read.' },
    READING: { description: 'It is being read; nothing of it counts yet.' },
    CURRENT: { description: 'It was read whole, and is a version.' },
    UNCHANGED: { description: 'It says what was known already. It counts towards the finality of its days.' },
    REFUSED: { description: 'Nothing of it counts; the reason stands beside it.' },
  },
});

/** Origins in GraphQL's spelling. */
export const StatementOrigins = { PULL: 'pull', UPLOAD: 'upload' } as const;
registerEnumType(StatementOrigins, {
  name: 'StatementOrigin',
  description: 'How a file came in.',
  valuesConfig: { PULL: { description: 'Pulled from the provider.' }, UPLOAD: { description: 'Brought by somebody.' } },
});
