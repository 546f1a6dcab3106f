import { rm } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { refused } from '@halfpenny/core';
import type { Outcome } from '@halfpenny/core';
import type { FastifyRequest } from 'fastify';
import { notKept } from './keep-upload.ts';
import { stageUpload } from './stage-upload.ts';
import type { StagedUpload } from './stage-upload.ts';

/**
 * Receives the one image of a request, the body itself or the one file of a form, into a file in a folder. A form counts once it was read to its end.
 * What is refused leaves no file.
 */
export async function receiveUpload(request: FastifyRequest, folder: string): Promise<Outcome<StagedUpload>> {
  const staged: StagedUpload[] = [];
  try {
    const received = request.isMultipart()
      ? await receiveForm(request, folder, staged)
      : await stageUpload(folder, request.body as Readable);
    if (received.ok) return received;
    await removeAll(staged);
    return received;
  } catch (cause) {
    await removeAll(staged);
    return isOurs(cause) ? notKept(cause) : broken(request, cause);
  }
}

async function receiveForm(request: FastifyRequest, folder: string, staged: StagedUpload[]): Promise<Outcome<StagedUpload>> {
  let received: Outcome<StagedUpload> = refused({
    code: 'invalid-upload',
    message: 'The form holds no file: send one image, as a file of the form or as the body itself.',
  });
  for await (const part of request.parts()) {
    if (part.type !== 'file') continue;
    received = await stageUpload(folder, part.file);
    if (received.ok) staged.push(received.value);
  }
  return received;
}

async function removeAll(staged: readonly StagedUpload[]): Promise<void> {
  for (const { path } of staged) await rm(path, { force: true });
}

/** A disk that is full or not ours to write; all else is what the sender did. */
function isOurs(cause: unknown): boolean {
  if (!(cause instanceof Error) || !('code' in cause) || !('syscall' in cause)) return false;
  return ['ENOSPC', 'EDQUOT', 'EACCES', 'EROFS', 'EIO', 'EMFILE', 'ENFILE', 'ENOTDIR'].includes(String(cause.code));
}

/** The sender is gone, and nobody hears this; or the form cannot be read. */
function broken({ raw }: FastifyRequest, cause: unknown): Outcome<never> {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  if (code === 'FST_FILES_LIMIT' || code === 'FST_PARTS_LIMIT' || code === 'FST_FIELDS_LIMIT')
    return refused({ code: 'invalid-upload', message: 'The form holds more than one file: send each image in a request of its own.' });
  const message = raw.complete
    ? 'The form ends before its last boundary, or is none: send it anew.'
    : 'The upload broke off: send it anew, whole.';
  return refused({ code: 'invalid-upload', message });
}
