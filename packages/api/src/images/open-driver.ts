import { FolderDriver } from './folder-driver.ts';
import type { ImageBucket } from './image-bucket.ts';
import type { ImageDriver } from './image-driver.ts';

/** Where bytes are to lie: in the bucket where one is named, else in the folder. */
export interface ImagePlace {
  readonly folder: string;
  readonly bucket: ImageBucket | undefined;
  readonly now: () => Date;
}

/** The driver of a place. The SDK of S3 is large, and is loaded only where a bucket is named. */
export async function openDriver({ folder, bucket, now }: ImagePlace): Promise<ImageDriver> {
  if (bucket === undefined) return new FolderDriver(folder, now);
  const { BucketDriver } = await import('./bucket-driver.ts');
  return new BucketDriver(bucket);
}
