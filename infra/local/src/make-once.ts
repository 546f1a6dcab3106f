/**
 * A folder that is expensive to make, made once and then shared. It is filled under a name nobody else uses and
 * renamed when it is whole: a maker cut short leaves nothing that could pass for it, and of two makers at once one wins.
 */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';

/** Returns when `folder` is there and whole, having had `fill` make it if it was not. `fill` is handed the folder to fill, which is empty. */
export async function makeOnce(folder: string, fill: (part: string) => Promise<void>): Promise<void> {
  if (existsSync(folder)) return;
  const part = `${folder}.${randomUUID()}`;
  await mkdir(part, { recursive: true });
  try {
    await fill(part);
    await rename(part, folder);
  } catch (error) {
    await rm(part, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
}
