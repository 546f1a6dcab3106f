import { variancePartNames } from '@halfpenny/core';
import { registerEnumType } from 'type-graphql';

/** States of a run in GraphQL's spelling. */
export const ReconciliationStates = {
  QUEUED: 'queued',
  RECONCILING: 'reconciling',
  RECONCILED: 'reconciled',
  ACCEPTED: 'accepted',
  FAILED: 'failed',
} as const;
registerEnumType(ReconciliationStates, {
  name: 'ReconciliationState',
  description: 'How far a reconciliation has come.',
  valuesConfig: {
    QUEUED: { description: 'It waits for a worker.' },
    RECONCILING: { description: 'Both sides are read and held against each other.' },
    RECONCILED: { description: 'What it came to stands; nothing is posted.' },
    ACCEPTED: { description: 'The statement is accepted: it is payable, and its causes are resolved item by item.' },
    FAILED: { description: 'It could not be carried on; the reason stands beside it.' },
  },
});

/** Parts in GraphQL's spelling: NOT_USAGE for not-usage. */
export const VarianceParts = Object.fromEntries(variancePartNames.map((part) => [part.toUpperCase().replaceAll('-', '_'), part]));
const partMeanings: Readonly<Record<(typeof variancePartNames)[number], string>> = {
  'not-usage': 'Tax, credits, fees and adjustments.',
  'outside-scope': 'Services that are not executed here.',
  duplicate: 'Surplus copies stated, less surplus copies recorded.',
  timing: 'Charges of other periods stated here, less charges of this one stated elsewhere or not stated yet.',
  'unknown-outcome': 'Doubts and estimates that the statement shows, beyond what they were carried at.',
  unrecorded: 'Stated usage of which nothing is recorded.',
  unstated: 'Charges that a final statement does not show.',
  volume: 'More or fewer units at the recorded price.',
  mix: 'Other shares of meters of one input or output.',
  rate: 'Another price.',
  rounding: 'What adding floats leaves, and rounding that the provider declares.',
  unexplained: 'Lines that nobody has mapped, and money that fits nothing.',
};
registerEnumType(VarianceParts, {
  name: 'VariancePart',
  description: 'A part of the difference between statement and ledger. All of them sum to it.',
  valuesConfig: Object.fromEntries(
    variancePartNames.map((part) => [part.toUpperCase().replaceAll('-', '_'), { description: partMeanings[part] }]),
  ),
});

/** States of an item in GraphQL's spelling. */
export const ReconciliationItemStates = {
  OPEN: 'open',
  PROPOSED: 'proposed',
  RESOLVED: 'resolved',
  CLAIMED: 'claimed',
  CARRIED: 'carried',
  EXPLAINED: 'explained',
} as const;
registerEnumType(ReconciliationItemStates, {
  name: 'ReconciliationItemState',
  description: 'What became of an item.',
  valuesConfig: {
    OPEN: { description: 'Nobody has decided.' },
    PROPOSED: { description: 'Somebody has decided; it waits to be approved, or to be carried out.' },
    RESOLVED: { description: 'It is in the ledger, with its reason.' },
    CLAIMED: { description: 'It is claimed from the provider.' },
    CARRIED: { description: 'It is left for later, with its reason.' },
    EXPLAINED: { description: 'It moves nothing in this period.' },
  },
});

/** Orders of items in GraphQL's spelling. */
export const ItemOrders = { NUMBER: 'number', SIZE: 'size' } as const;
registerEnumType(ItemOrders, {
  name: 'ItemOrder',
  description: 'The order of items.',
  valuesConfig: {
    NUMBER: { description: 'By their numbers.' },
    SIZE: { description: 'What comes to most first, whichever its sign.' },
  },
});

/** Decisions in GraphQL's spelling. */
export const ItemDecisions = {
  ACCEPT: 'accept',
  CLAIM: 'claim',
  CREDITED: 'credited',
  WRITE_OFF: 'write-off',
  CORRECT: 'correct',
  CARRY: 'carry',
} as const;
registerEnumType(ItemDecisions, {
  name: 'ItemDecision',
  description: 'What is done about items.',
  valuesConfig: {
    ACCEPT: { description: 'It is cost, on the account of its cause.' },
    CLAIM: { description: 'It is claimed from the provider.' },
    CREDITED: { description: 'The provider credited what was claimed.' },
    WRITE_OFF: { description: 'The provider refused what was claimed, or it is given up.' },
    CORRECT: { description: 'Charges are taken right: doubts settled or void, what is not stated taken back.' },
    CARRY: { description: 'It is left for later, with a reason.' },
  },
});

/** States of a resolution in GraphQL's spelling. */
export const ResolutionStates = { PROPOSED: 'proposed', APPROVED: 'approved', DONE: 'done', DISCARDED: 'discarded' } as const;
registerEnumType(ResolutionStates, {
  name: 'ResolutionState',
  description: 'How far a resolution has come.',
  valuesConfig: {
    PROPOSED: { description: 'Another approves it first, where it needs that.' },
    APPROVED: { description: 'It is being carried out.' },
    DONE: { description: 'It is carried out, and stands.' },
    DISCARDED: { description: 'Another decided against it; its items stand as they did before.' },
  },
});
