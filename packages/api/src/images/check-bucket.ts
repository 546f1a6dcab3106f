import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { cannotStart, started, type StartOutcome } from '../platform/start-outcome.ts';
import type { ImageBucket } from './image-bucket.ts';

/** Beside the images, which lie under the id of their workspace; written again by each start. */
const trial = 'start-trial.txt';

/**
 * Writes, reads and removes an object of its own, so that a bucket that would not take an image is found at the start and not by the first one that was
 * paid for. Refuses one that is not there, whose keys do not hold, that may not be written, read or removed from, or that does not answer.
 */
export async function checkBucket(bucket: ImageBucket | undefined): Promise<StartOutcome<undefined>> {
  if (bucket === undefined) return started(undefined);
  const { BucketDriver } = await import('./bucket-driver.ts');
  const driver = new BucketDriver(bucket);
  try {
    await driver.put(trial, 'Images are kept here.');
    const read = (await driver.open(trial)) ?? Readable.from([]);
    if ((await buffer(read)).length === 0) return unusable(bucket, 'what was written there could not be read back');
    await driver.delete(trial);
    return started(undefined);
  } catch (cause) {
    return unusable(bucket, reasonOf(cause));
  }
}

function unusable({ name, endpoint }: ImageBucket, reason: string): StartOutcome<never> {
  const where = endpoint === undefined ? 'AWS' : new URL(endpoint).host;
  return cannotStart(
    `The bucket "${name}" at ${where} takes no images (${reason}): correct IMAGE_BUCKET and its endpoint, region and keys.`,
    'IMAGE_BUCKET',
  );
}

/** The library's own sentence names a key of its own; what it rests on says what is wrong. */
function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  if (cause.cause instanceof Error) return reasonOf(cause.cause);
  return cause.name === 'Error' || cause.message.includes(cause.name) ? cause.message : `${cause.name}: ${cause.message}`;
}
