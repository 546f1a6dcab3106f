import type { Boundary } from '../../packages/api/src/generation/boundaries.ts';

/** The boundaries that only work of the queue, streams and batches pass by. */
export const queuedBoundaries = [
  'job-taken',
  'claimed',
  'partial-kept',
  'cancelled-uncommitted',
  'cancelled',
  'batch-opened',
  'batch-submitting',
  'batch-answered',
  'batch-submitted',
  'batch-item-settled',
  'batch-ended',
] as const satisfies readonly Boundary[];
