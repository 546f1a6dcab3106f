import type { ChecklistFieldsFragment } from '../generated/graphql.ts';
import { isOver } from './month-text.ts';

/** What the next step of a close is, and for whom. */
export type CloseStep = 'wait' | 'soft-close' | 'settle' | 'prepare' | 'await-reviewer' | 'review';

type Checklist = Pick<ChecklistFieldsFragment, 'month' | 'state' | 'isReady' | 'preparation'>;

/** The step that a month which is not closed for ever is at, as seen by whoever looks: what they prepared themselves waits for somebody else. */
export function stepOf({ month, state, isReady, preparation }: Checklist, now: string): CloseStep {
  if (!isOver(month, now)) return 'wait';
  if (state !== 'SOFT_CLOSED') return 'soft-close';
  if (!isReady) return 'settle';
  if (!preparation?.isCurrent) return 'prepare';
  return preparation.isMine ? 'await-reviewer' : 'review';
}

/** How far a step of the list has come, beside the one a month is at: the list has soft close, conditions, preparer and reviewer. */
export function progressOf(step: CloseStep): number {
  return { wait: 0, 'soft-close': 0, settle: 1, prepare: 2, 'await-reviewer': 3, review: 3 }[step];
}
