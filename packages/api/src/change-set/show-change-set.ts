import type { Caller } from '../access/caller.ts';
import { identityOf } from '../access/caller-identity.ts';
import { seesFigures } from '../access/sees-cost.ts';
import { PriceChangeSetType, type PriceConfirmationType, type PriceDraftType, type PriceReviewType } from './change-set.type.ts';
import type { ChangeSetRecord, DraftRow } from './read-change-sets.ts';

/** A stored change set → what GraphQL shows to a caller. */
export function showChangeSet(record: ChangeSetRecord, caller: Caller): PriceChangeSetType {
  const { set, book, drafts, reviews, confirmations } = record;
  const withheld = !seesChangeSet(record, caller);
  return Object.assign(new PriceChangeSetType(), {
    record,
    withheld,
    id: set.id,
    book,
    title: set.title,
    reason: set.reason,
    state: set.state,
    rowVersion: set.rowVersion,
    author: set.authorName,
    mine: set.writers.includes(identityOf(caller)),
    createdAt: set.createdAt,
    changedAt: set.changedAt,
    draftCount: drafts.length,
    drafts: withheld ? [] : drafts.map(showDraft),
    reviews: reviews.map(showReview),
    confirmations: withheld ? [] : confirmations.map(showConfirmation),
    approver: set.approverName,
    publishedAt: set.publishedAt,
    knownFrom: set.knownFrom,
  });
}

/** Whether a caller may see the figures of a change set. Of one that is written on nobody has decided anything. */
export function seesChangeSet({ set, reviews }: Pick<ChangeSetRecord, 'set' | 'reviews'>, caller: Caller): boolean {
  const deciders = set.state === 'draft' ? [] : reviews.filter(({ verdict }) => verdict !== 'submit').map(({ reviewer }) => reviewer);
  return seesFigures(caller, { waits: set.state === 'submitted', deciders });
}

function showDraft({ id, position, rowVersion, action, targetId, entry, endsAt, writtenBy, writtenAt }: DraftRow): PriceDraftType {
  return { id, position, rowVersion, action, targetId, entry, endsAt, writtenBy, writtenAt };
}

function showReview({ id, rowVersion, verdict, comment, reviewerName, reviewedAt }: ChangeSetRecord['reviews'][number]): PriceReviewType {
  return { id, rowVersion, verdict, comment, by: reviewerName, at: reviewedAt };
}

function showConfirmation(confirmation: ChangeSetRecord['confirmations'][number]): PriceConfirmationType {
  const { draftId, code, field, message, confirmedByName, confirmedAt } = confirmation;
  return { draftId, code, field, message, by: confirmedByName, at: confirmedAt };
}
