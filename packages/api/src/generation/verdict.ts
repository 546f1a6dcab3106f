import type { Charge, Money, PriceEntry, Refusal } from '@halfpenny/core';
import type { PlacedImage, UnkeptImage } from './keep-images.ts';
import type { AttemptOutcome } from './attempt.table.ts';
import type { Delivered } from './generation.table.ts';

/** What is known of one side of a charge: rated; billed but not to be rated; surely not billed; or nobody can say. */
export type SideVerdict =
  | { readonly state: 'settled' | 'estimated'; readonly charge: Charge; readonly entry: PriceEntry }
  | { readonly state: 'unbilled'; readonly refusal: Refusal; readonly entry: PriceEntry | undefined }
  /** Of what is taken back, the currency it was carried in. */
  | { readonly state: 'void' | 'in_doubt'; readonly currency?: string };

/** How one call ended, as its attempt remembers it. */
export interface AttemptEnd {
  readonly outcome: AttemptOutcome;
  readonly httpStatus: number | null;
  readonly providerRequestId: string | null;
  readonly reply: Readonly<Record<string, unknown>> | null;
  readonly failure: Refusal | null;
  readonly endedAt: Date;
  readonly serviceAt: Date | null;
}

/** Everything that one source says of a generation: a reply, a failure, the sweeper, a statement, two people. */
export interface Verdict {
  /** Undefined where the source never saw the call. */
  readonly attempt: AttemptEnd | undefined;
  /** cancelled: before it was sent. */
  readonly status: 'succeeded' | 'failed' | 'unknown' | 'cancelled';
  readonly charge: SideVerdict;
  readonly cost: SideVerdict;
  /** When the provider worked. */
  readonly serviceAt: Date;
  readonly images: readonly PlacedImage[];
  /** Those that were delivered and that the store could not keep. */
  readonly unkept: readonly UnkeptImage[];
  readonly usage: Readonly<Record<string, string>> | null;
  readonly delivered: Delivered | null;
  /** Why there is no image, or no bill. */
  readonly failure: Refusal | null;
  /** What kind of later truth it is, where it comes after a final outcome; and what it rests on. */
  readonly source: 'late-result' | 'statement' | 'price-amended' | 'not-stated' | 'decided';
  readonly evidence: unknown;
}

/** Which generation and which of its calls a verdict is about. */
export interface Subject {
  readonly workspaceId: string;
  readonly generationId: string;
  readonly attemptId: string;
  readonly providerAccountId: string;
  readonly book: 'real' | 'simulated';
  /** That a statement has taken over its cost, and what its cell was adjusted by so far; absent: its cost is accrued still. */
  readonly takenOver?: { readonly adjusted: Money };
}
