import type { Readable } from 'node:stream';
import type { StagedFile } from '../images/image-driver.ts';
import { openDriver, type ImagePlace } from '../images/open-driver.ts';

/** Which file, and whose. */
interface FileName {
  readonly workspaceId: string;
  /** Of its bytes, lower-case hexadecimal. */
  readonly sha256: string;
}

/** Keeps files as they were received, under the hash of their bytes: the same file is kept once, and never replaced by another. */
export interface ReceivedFiles {
  /** Keeps a file that lies on this machine, which is gone afterwards. It is durable when this resolves. */
  keep(name: FileName, staged: StagedFile): Promise<void>;
  /** The bytes of a file; undefined where it is not kept. */
  read(name: FileName): Promise<Readable | undefined>;
  /** Whether a file is gone, which is removed unless it was written later than that. */
  removeOld(name: FileName, than: Date): Promise<boolean>;
}

/** Received files beside the images: in the bucket where one is named, else in the folder. */
export async function openReceivedFiles(place: ImagePlace): Promise<ReceivedFiles> {
  const driver = await openDriver(place);
  return {
    keep: (name, staged) => driver.adopt(keyOf(name), staged),
    read: (name) => driver.open(keyOf(name)),
    removeOld: (name, than) => driver.removeOld(keyOf(name), than),
  };
}

function keyOf({ workspaceId, sha256 }: FileName): string {
  return `statements/${workspaceId}/${sha256.slice(0, 2)}/${sha256}`;
}
