import { join } from 'node:path';
import { openImageStore } from '../images/image-store.ts';
import type { Clock } from '../platform/clock.ts';
import type { Database } from '../platform/database.ts';
import { idsBy } from '../platform/identifiers.ts';
import { BookInMemory } from '../price-book/book-in-memory.ts';
import type { Provider } from '../providers/provider.ts';
import { markLeftovers } from './mark-leftovers.ts';
import type { GenerationParts } from './parts.ts';
import { announcePresence } from './presence.ts';

/** What quoting and executing stand on. */
export interface Surroundings {
  readonly database: Database;
  readonly clock: Clock;
  readonly providers: ReadonlyMap<string, Provider>;
  /** Images are kept in its folder `images`. */
  readonly dataFolder: string;
  readonly quoteTtlSeconds: number;
}

/** Puts together what quoting and executing need, shows that this process lives, and marks what processes that are gone left running. */
export async function assembleParts({ database, clock, providers, dataFolder, quoteTtlSeconds }: Surroundings): Promise<GenerationParts> {
  const presence = await announcePresence(database);
  await markLeftovers(database);
  return {
    database,
    clock,
    newId: idsBy(clock),
    book: new BookInMemory(),
    quoteTtlSeconds,
    providers,
    images: openImageStore(join(dataFolder, 'images')),
    presence,
    running: new Map(),
  };
}
