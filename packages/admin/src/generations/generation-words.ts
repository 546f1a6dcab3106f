import type { ChargeState, GenerationStatus, ImageVerdict } from '../generated/graphql.ts';

/** How a state is written and shown. */
export interface StateWords {
  readonly label: string;
  readonly meaning: string;
  readonly color: 'primary' | 'neutral' | 'warning' | 'error' | 'info';
  readonly icon: string;
}

/** How far a generation has come, in words. */
export const statusWords: Readonly<Record<GenerationStatus, StateWords>> = {
  QUEUED: { label: 'queued', meaning: 'It waits for its turn', color: 'neutral', icon: 'i-lucide-clock' },
  RUNNING: { label: 'running', meaning: 'The provider works', color: 'info', icon: 'i-lucide-loader-circle' },
  SUCCEEDED: { label: 'succeeded', meaning: 'At least one image was delivered', color: 'neutral', icon: 'i-lucide-circle-check' },
  FAILED: { label: 'failed', meaning: 'No image was delivered, and that is final', color: 'error', icon: 'i-lucide-circle-alert' },
  UNKNOWN: { label: 'unknown', meaning: 'Nobody can say what the provider did', color: 'warning', icon: 'i-lucide-triangle-alert' },
  CANCELLED: { label: 'cancelled', meaning: 'It was cancelled before it was sent', color: 'neutral', icon: 'i-lucide-ban' },
};

/** How far a charge has come, in words. */
export const chargeWords: Readonly<Record<ChargeState, string>> = {
  HELD: 'held',
  SETTLED: 'settled',
  ESTIMATED: 'estimated',
  UNBILLED: 'unbilled',
  IN_DOUBT: 'in doubt',
  VOID: 'void',
};

/** What can become of an image: its key, what pressing it does, and what it is called afterwards. */
export interface VerdictWords {
  readonly verdict: ImageVerdict;
  readonly key: string;
  readonly deed: string;
  readonly label: string;
  readonly icon: string;
}

/** In the order in which the keys are shown. */
export const verdicts: readonly VerdictWords[] = [
  { verdict: 'ACCEPTED', key: 'A', deed: 'Accept', label: 'accepted', icon: 'i-lucide-check' },
  { verdict: 'EDITED', key: 'E', deed: 'Edited', label: 'edited', icon: 'i-lucide-pencil' },
  { verdict: 'REJECTED', key: 'R', deed: 'Reject', label: 'rejected', icon: 'i-lucide-x' },
  { verdict: 'REGENERATED', key: 'G', deed: 'Regenerated', label: 'regenerated', icon: 'i-lucide-rotate-ccw' },
  { verdict: 'DELETED', key: 'D', deed: 'Deleted', label: 'deleted', icon: 'i-lucide-trash-2' },
];

/** The words of a verdict. */
export function verdictWords(verdict: ImageVerdict): VerdictWords {
  const words = verdicts.find((each) => each.verdict === verdict);
  if (words === undefined) throw new Error(`A verdict has words; ${verdict} has none.`);
  return words;
}
