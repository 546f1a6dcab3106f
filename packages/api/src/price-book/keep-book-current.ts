import type { Logger } from 'pino';
import { asSystem, type Database } from '../platform/database.ts';
import { listenTo } from '../platform/listen.ts';
import { repeat } from '../platform/repeat.ts';
import { bookVersion, type BookInMemory } from './book-in-memory.ts';

const pollSeconds = 15;
const failure = 'The price book could not be read; it is read when a price is next stored.';

/**
 * Reads the price book into memory as soon as a publication is announced, so that nobody's next quote waits for it. News can be missed: it is read anew when listening is taken up again,
 * and looked after every quarter of a minute. None of this is what keeps a quote from an old price: its version is compared when it is stored.
 */
export async function keepBookCurrent(
  { database, book }: { readonly database: Database; readonly book: BookInMemory },
  logger: Logger,
): Promise<() => Promise<void>> {
  let reading: Promise<void> | undefined;
  let again = false;
  const read = async (): Promise<void> => {
    do {
      again = false;
      await asSystem(database, async (tx) => book.at(tx, await bookVersion(tx))).catch((cause: unknown) =>
        logger.warn({ err: cause }, failure),
      );
    } while (again);
    reading = undefined;
  };
  const refresh = (): Promise<void> => {
    again = reading !== undefined;
    reading ??= read();
    return reading;
  };
  const endListening = await listenTo(database, { channel: 'price_book', heard: () => void refresh(), resumed: () => void refresh() });
  const endPolling = repeat({ everySeconds: pollSeconds, logger, failure }, refresh);
  await refresh();
  return async () => {
    await endListening();
    await endPolling();
    await reading;
  };
}
