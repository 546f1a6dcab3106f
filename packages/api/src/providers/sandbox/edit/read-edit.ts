import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import type { EditImage } from './edit-image.ts';
import { lookAtImage } from './look-at-image.ts';

/** An edit as it stood in the form: its fields as a JSON body would have them, and its files. */
export interface ReadEdit {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly images: readonly EditImage[];
  readonly masks: readonly EditImage[];
  /** Removes the files. */
  remove(): Promise<void>;
}

/** Fields that are numbers, or yes and no, in a JSON body. */
const counts = new Set(['n', 'output_compression', 'partial_images']);

/** Reads the form of an edit, its files streamed to a folder that is removed afterwards. Throws where the form breaks off. */
export async function readEdit(request: FastifyRequest, folder: string): Promise<ReadEdit> {
  const own = join(folder, `edit-${randomUUID()}`);
  await mkdir(own, { recursive: true });
  const remove = async (): Promise<void> => await rm(own, { recursive: true, force: true });
  const read = { fields: {} as Record<string, unknown>, images: [] as EditImage[], masks: [] as EditImage[], remove };
  try {
    for await (const part of request.parts()) {
      if (part.type === 'field') read.fields[part.fieldname] = valueOf(part.fieldname, String(part.value));
      else if (part.fieldname === 'mask') read.masks.push(await readImage(part, own));
      else if (part.fieldname === 'image' || part.fieldname === 'image[]') read.images.push(await readImage(part, own));
      else read.fields[part.fieldname] = await ignored(part);
    }
    return read;
  } catch (cause) {
    await remove();
    throw cause;
  }
}

function valueOf(name: string, text: string): unknown {
  if (counts.has(name) && /^-?\d+$/.test(text)) return Number(text);
  return name === 'stream' && (text === 'true' || text === 'false') ? text === 'true' : text;
}

async function readImage(part: MultipartFile, folder: string): Promise<EditImage> {
  const path = join(folder, randomUUID());
  const file = createWriteStream(path);
  await pipeline(part.file, file);
  return await lookAtImage(path, file.bytesWritten);
}

async function ignored(part: MultipartFile): Promise<string> {
  part.file.resume();
  return part.filename;
}
