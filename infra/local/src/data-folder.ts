/** Where a start keeps its data: made if absent, and writable. */
import { accessSync, constants } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { StartRefused } from './start-refused.ts';

/** Returns when the folder is there. Refuses one that cannot be made or written, by the name of its setting. */
export async function takeDataFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw new StartRefused(`The data folder ${folder} cannot be made or written: set HALFPENNY_DATA to one that can.`, { cause });
  }
}
