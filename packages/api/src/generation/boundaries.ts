/**
 * The boundaries of a generation: the moments between two things that can each be lost alone. A process may die at any of them, and what it
 * leaves behind must be found. The service passes them by; a test hands in a function that stops there.
 */
export const boundaries = [
  { name: 'opening', meaning: 'The request was judged; nothing of it is stored.' },
  { name: 'opened', meaning: 'They are committed; nothing was sent.' },
  { name: 'job-taken', meaning: 'A worker took a job of the queue; nothing of it is done.' },
  { name: 'claimed', meaning: 'A queued generation is running and its attempt committed; nothing was sent.' },
  { name: 'partial-kept', meaning: 'A partial image of a stream is stored; the stream goes on.' },
  { name: 'answered', meaning: 'The provider answered; nothing of its answer is kept.' },
  { name: 'images-kept', meaning: 'The images are in the store; the answer is not in the database.' },
  { name: 'settled', meaning: 'They are committed; the caller has no answer.' },
  { name: 'attempt-failed', meaning: 'An attempt that was surely not billed is committed as failed; the next one is not opened.' },
  { name: 'attempt-opened', meaning: 'The next attempt is committed; nothing of it was sent.' },
  { name: 'cancelled-uncommitted', meaning: 'A queued generation is cancelled and its hold released, and not committed.' },
  { name: 'cancelled', meaning: 'It is committed; the caller has no answer.' },
  { name: 'batch-opened', meaning: 'A batch and the attempts of its items are committed; nothing was sent.' },
  { name: 'batch-submitting', meaning: 'It is noted that the batch is about to be handed over; nothing was sent.' },
  { name: 'batch-answered', meaning: 'The provider has the batch; its receipt is not stored.' },
  { name: 'batch-submitted', meaning: 'The receipt is stored, and a job to look after the batch added.' },
  { name: 'batch-item-settled', meaning: 'An item of a batch that is over is settled; others are not.' },
  { name: 'batch-ended', meaning: 'Every item has its outcome and the batch is ended; its job is not done with.' },
  { name: 'swept-uncommitted', meaning: 'A batch of what no process owns is marked and not committed.' },
  { name: 'swept', meaning: 'It is committed.' },
  { name: 'resolved-uncommitted', meaning: 'A doubt is settled or voided by a statement and not committed.' },
  { name: 'resolved', meaning: 'It is committed.' },
] as const;

/** One of the boundaries, by its name. */
export type Boundary = (typeof boundaries)[number]['name'];

/** Called at each boundary, and awaited: one that never resolves stops the work there for ever, as a crash would. */
export type AtBoundary = (name: Boundary) => Promise<void>;

/** What the service does at a boundary: nothing. */
export const passBoundary: AtBoundary = async () => undefined;
