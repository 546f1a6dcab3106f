import { rm } from 'node:fs/promises';
import { accepted, refused } from '@halfpenny/core';
import type { Outcome } from '@halfpenny/core';
import type { ImageStore } from '../images/image-store.ts';
import type { Clock } from '../platform/clock.ts';
import { lockBytes } from '../images/lock-bytes.ts';
import { withWorkspace } from '../platform/database.ts';
import type { Database } from '../platform/database.ts';
import type { NewId } from '../platform/identifiers.ts';
import { inspectUpload } from './inspect-upload.ts';
import type { StagedUpload } from './stage-upload.ts';
import { uploadTable } from './upload.table.ts';
import type { UploadRow } from './upload.table.ts';

/** What keeping uploads needs. */
export interface UploadParts {
  readonly database: Database;
  readonly images: ImageStore;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly uploadTtlHours: number;
}

/** Takes over a file that was received whole: looked at, put into the store, written down. What is refused leaves neither file nor row. */
export async function keepUpload(parts: UploadParts, workspaceId: string, staged: StagedUpload): Promise<Outcome<UploadRow>> {
  try {
    return await keep(parts, workspaceId, staged);
  } finally {
    await rm(staged.path, { force: true });
  }
}

/** The refusal of an upload for which there is no room, or no store. */
export function notKept(cause: unknown): Outcome<never> {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return refused({ code: 'image-not-kept', message: `The image store could not keep the upload: ${reason}` });
}

async function keep(parts: UploadParts, workspaceId: string, staged: StagedUpload): Promise<Outcome<UploadRow>> {
  const { sha256, bytes } = staged;
  if (bytes === 0) return refused({ code: 'invalid-image', message: 'The upload has no bytes: send those of a PNG, JPEG or WebP image.' });
  const facts = await inspectUpload(staged.path);
  if (!facts.ok) return facts;
  const createdAt = parts.clock();
  const expiresAt = new Date(createdAt.getTime() + parts.uploadTtlHours * 3_600_000);
  const row: UploadRow = { workspaceId, id: parts.newId(), sha256, bytes, ...facts.value, createdAt, expiresAt, removedAt: null };
  return await withWorkspace(parts.database, workspaceId, async (tx) => {
    await lockBytes(tx, row);
    try {
      await parts.images.adopt(row, staged);
    } catch (cause) {
      return notKept(cause);
    }
    await tx.insert(uploadTable).values(row);
    return accepted(row);
  });
}
