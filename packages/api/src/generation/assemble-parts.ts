import { join } from 'node:path';
import type { ImageBucket } from '../images/image-bucket.ts';
import { openImageStore } from '../images/image-store.ts';
import { whileLockedIn } from '../images/lock-bytes.ts';
import { hangBell } from '../platform/bell.ts';
import type { Clock } from '../platform/clock.ts';
import type { Database } from '../platform/database.ts';
import { idsBy } from '../platform/identifiers.ts';
import { realPause, type Pause } from '../platform/pause.ts';
import { BookInMemory } from '../price-book/book-in-memory.ts';
import type { GatedProvider } from '../providers/gate.ts';
import type { BillingSource } from '../statement/billing-source.ts';
import { openReceivedFiles } from '../statement/received-files.ts';
import { passBoundary, type AtBoundary } from './boundaries.ts';
import type { GenerationParts } from './parts.ts';
import { announcePresence } from './presence.ts';
import { requeueLost } from './requeue-lost.ts';
import { sweep } from './sweep.ts';

/** What quoting and executing stand on. */
export interface Surroundings {
  readonly database: Database;
  readonly clock: Clock;
  readonly providers: ReadonlyMap<string, GatedProvider>;
  /** Images are kept in its folder `images`, */
  readonly dataFolder: string;
  /** or in this bucket where one is named. */
  readonly imageBucket?: ImageBucket | undefined;
  readonly quoteTtlSeconds: number;
  /** How long requests are gathered into one batch, and between two looks at it; in seconds. */
  readonly batchGatherSeconds: number;
  readonly batchPollSeconds: number;
  /** Where statements are pulled from; absent: from nowhere. */
  readonly billing?: readonly BillingSource[] | undefined;
  /** How long received statements are kept. */
  readonly statementRetentionYears: number;
  /** Absent: the machine's own timers. */
  readonly pause?: Pause | undefined;
  /** Absent: boundaries are passed by. */
  readonly boundary?: AtBoundary | undefined;
}

/** Puts together what quoting and executing need, shows that this process lives, and sees to what processes that are gone left running or waiting. */
export async function assembleParts(surroundings: Surroundings): Promise<GenerationParts> {
  const { database, clock, providers, dataFolder, imageBucket, quoteTtlSeconds, pause = realPause, boundary = passBoundary } = surroundings;
  const parts = {
    database,
    clock,
    newId: idsBy(clock),
    book: new BookInMemory(),
    quoteTtlSeconds,
    providers,
    images: await openImageStore({ folder: join(dataFolder, 'images'), bucket: imageBucket, now: clock }, whileLockedIn(database)),
    billing: surroundings.billing ?? [],
    statementRetentionYears: surroundings.statementRetentionYears,
    imageFolder: join(dataFolder, 'images'),
    files: await openReceivedFiles({ folder: dataFolder, bucket: imageBucket, now: clock }),
    presence: await announcePresence(database),
    bell: await hangBell(database),
    batches: { gatherSeconds: surroundings.batchGatherSeconds, pollSeconds: surroundings.batchPollSeconds },
    running: new Map(),
    pause,
    boundary,
  };
  await sweep(parts);
  await requeueLost(parts);
  return parts;
}
