import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import type { MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import type { Shelf, ShelvedKind } from './shelf.ts';

/** A file that was taken. */
export interface ReceivedFile {
  readonly id: string;
  readonly name: string;
  readonly bytes: number;
  readonly purpose: string;
}

/** What files are taken for: the requests of a batch, and images that requests name. */
const kinds: Readonly<Record<string, ShelvedKind>> = { batch: 'jsonl', vision: 'image', user_data: 'image' };

/** Streams the file of a form to the shelf; undefined where there is none, where it breaks off or where its purpose is none: then nothing is left of it. */
export async function receiveFile(request: FastifyRequest, shelf: Shelf): Promise<ReceivedFile | undefined> {
  const path = shelf.newPath();
  let purpose = '';
  let file: Pick<ReceivedFile, 'name' | 'bytes'> | undefined;
  try {
    for await (const part of request.parts()) {
      if (part.type === 'field') purpose = part.fieldname === 'purpose' ? String(part.value) : purpose;
      else file = await write(part, path);
    }
  } catch {
    // A body that is cut off, or none of its kind: the same refusal for each.
    file = undefined;
  }
  const kind = kinds[purpose];
  if (file !== undefined && kind !== undefined) return { id: await shelf.adoptFile(path, kind), ...file, purpose };
  await rm(path, { force: true });
  return undefined;
}

async function write(part: MultipartFile, path: string): Promise<Pick<ReceivedFile, 'name' | 'bytes'> | undefined> {
  const file = createWriteStream(path, { mode: 0o600, flush: true });
  await pipeline(part.file, file);
  return part.file.truncated ? undefined : { name: part.filename, bytes: file.bytesWritten };
}
