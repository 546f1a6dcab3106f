import type { Command } from '../misbehaviour/misbehaviours.ts';

/** How far a batch has come, in OpenAI's words. */
type BatchStatus = 'validating' | 'failed' | 'in_progress' | 'completed' | 'expired' | 'cancelling' | 'cancelled';

/** A batch as it is kept: the object of the wire, and beside it what the sandbox alone knows. */
export interface PlayedBatch {
  readonly id: string;
  readonly object: 'batch';
  readonly endpoint: string;
  readonly errors: { readonly object: 'list'; readonly data: readonly BatchError[] } | null;
  readonly input_file_id: string;
  readonly completion_window: '24h';
  readonly status: BatchStatus;
  readonly output_file_id: string | null;
  readonly error_file_id: string | null;
  /** Whole seconds since 1970. */
  readonly created_at: number;
  readonly expires_at: number;
  readonly completed_at: number | null;
  readonly request_counts: { readonly total: number; readonly completed: number; readonly failed: number };
  readonly metadata: Readonly<Record<string, string>> | null;
  /** The provider that took it, and what is to go wrong; never shown. */
  readonly played: { readonly provider: string; readonly command: Command | null };
}

/** Why a batch failed as a whole. */
interface BatchError {
  readonly code: string;
  readonly message: string;
  readonly line: number | null;
}

/** The batch as the wire shows it. */
export function shownBatch({ played: _played, ...batch }: PlayedBatch): object {
  return batch;
}

/** Whether nothing more happens to it. */
export function isOver({ status }: PlayedBatch): boolean {
  return status === 'failed' || status === 'completed' || status === 'expired' || status === 'cancelled';
}
