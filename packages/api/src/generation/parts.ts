import type { ImageStore } from '../images/image-store.ts';
import type { Bell } from '../platform/bell.ts';
import type { Pause } from '../platform/pause.ts';
import type { GatedProvider } from '../providers/gate.ts';
import type { QuoteParts } from '../quote/request-quote.ts';
import type { BillingSource } from '../statement/billing-source.ts';
import type { ReceivedFiles } from '../statement/received-files.ts';
import type { AtBoundary } from './boundaries.ts';
import type { Presence } from './presence.ts';

/** What executing needs from the outside, beside what quoting needs. */
export interface GenerationParts extends QuoteParts {
  readonly providers: ReadonlyMap<string, GatedProvider>;
  readonly images: ImageStore;
  /** Files of providers, as they were received. */
  readonly files: ReceivedFiles;
  /** Where statements are pulled from. */
  readonly billing: readonly BillingSource[];
  readonly statementRetentionYears: number;
  /** Where images lie on this machine, and files while they arrive. */
  readonly imageFolder: string;
  readonly presence: Presence;
  /** Rung wherever something was learnt of a generation that somebody may be waiting for. */
  readonly bell: Bell;
  /** How long requests are gathered into one batch, and between two looks at it. */
  readonly batches: { readonly gatherSeconds: number; readonly pollSeconds: number };
  /** What this process is executing right now, by generation, from before it is opened: a twin in the same process waits for it here. */
  readonly running: Map<string, Promise<void>>;
  readonly pause: Pause;
  readonly boundary: AtBoundary;
}
