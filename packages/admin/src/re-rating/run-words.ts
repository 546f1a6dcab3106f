import type { ReRatingFieldsFragment, ReratingItemState, RunState } from '../generated/graphql.ts';

interface Badge {
  readonly label: string;
  readonly color: 'neutral' | 'warning' | 'primary' | 'error';
}

/** How far a re-rating has come, in a word and a colour. What waits for a person is amber. */
const runStateWords: Readonly<Record<RunState, Badge>> = {
  QUEUED: { label: 'waits for a worker', color: 'neutral' },
  RATING: { label: 'rating', color: 'neutral' },
  RATED: { label: 'to be decided', color: 'warning' },
  APPROVED: { label: 'being written', color: 'neutral' },
  WRITTEN: { label: 'written', color: 'primary' },
  DISCARDED: { label: 'discarded', color: 'neutral' },
  FAILED: { label: 'failed', color: 'error' },
};

/** How a re-rating is shown: one that was rated and proposes nothing waits for nobody. */
export function runBadge({ state, proposed }: Pick<ReRatingFieldsFragment, 'state' | 'proposed'>): Badge {
  return state === 'RATED' && proposed === 0 ? { label: 'nothing to correct', color: 'primary' } : runStateWords[state];
}

/** What became of a correction, in words. */
export const itemStateWords: Readonly<Record<ReratingItemState, string>> = {
  PROPOSED: 'proposed',
  WRITTEN: 'written',
  OVERTAKEN: 'overtaken',
};

/** Whether a run still changes by itself. */
export function isRunning(state: RunState): boolean {
  return state === 'QUEUED' || state === 'RATING' || state === 'APPROVED';
}

/** "1 correction", "3 corrections". */
export function correctionsText(count: number): string {
  return count === 1 ? '1 correction' : `${String(count).replaceAll(/\B(?=(\d{3})+(?!\d))/g, ' ')} corrections`;
}
