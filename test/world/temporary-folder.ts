/** A folder of a test's own under the system's temporary one, removed with all that is in it when the test, or the file's last, has ended. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Makes it. `atEnd` is `onTestFinished` or `afterAll`, whichever its life is. */
export async function temporaryFolder(atEnd: (clean: () => Promise<void>) => void): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'halfpenny-folder-'));
  atEnd(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
