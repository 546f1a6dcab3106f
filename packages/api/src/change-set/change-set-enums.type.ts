import { registerEnumType } from 'type-graphql';

/** How far a change set has come: the words of the database in GraphQL's spelling. */
export const ChangeSetState = { DRAFT: 'draft', SUBMITTED: 'submitted', PUBLISHED: 'published', DISCARDED: 'discarded' } as const;
registerEnumType(ChangeSetState, {
  name: 'PriceChangeSetState',
  description: 'How far a change set has come.',
  valuesConfig: {
    DRAFT: { description: 'It is being written.' },
    SUBMITTED: { description: 'It waits for review; writing in it takes it back.' },
    PUBLISHED: { description: 'Its entries are in the book. That stands.' },
    DISCARDED: { description: 'Nothing came of it. That stands.' },
  },
});

/** What a draft does. */
export const DraftAction = { ADD: 'add', CORRECT: 'correct', WITHDRAW: 'withdraw', CLOSE: 'close' } as const;
registerEnumType(DraftAction, {
  name: 'PriceDraftAction',
  description: 'What a draft does to the book.',
  valuesConfig: {
    ADD: { description: 'Adds an entry. What it runs into is cut, so that no two are in force at once.' },
    CORRECT: { description: 'Ends what we knew of an entry, and adds what we now know instead.' },
    WITHDRAW: { description: 'Takes an entry back that is not yet valid, and puts back what it had cut.' },
    CLOSE: { description: 'Ends an entry at an instant.' },
  },
});

/** What was decided. */
export const ReviewVerdict = { SUBMITTED: 'submit', SENT_BACK: 'send_back', APPROVED: 'approve', DISCARDED: 'discard' } as const;
registerEnumType(ReviewVerdict, {
  name: 'PriceReviewVerdict',
  description: 'What was decided of a change set.',
  valuesConfig: {
    SUBMITTED: { description: 'Its author asks for a review.' },
    SENT_BACK: { description: 'It is to be written on.' },
    APPROVED: { description: 'It was published.' },
    DISCARDED: { description: 'Nothing is to come of it.' },
  },
});
