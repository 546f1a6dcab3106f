import { UploadType } from './upload.type.ts';
import type { UploadRow } from './upload.table.ts';

/** A stored upload → what GraphQL and POST /uploads show. */
export function showUpload(row: UploadRow): UploadType {
  const { id, sha256, bytes, width, height, format, createdAt, expiresAt, removedAt } = row;
  const canMask = format === 'png' && row.transparency === 'some';
  return Object.assign(new UploadType(), {
    id,
    url: removedAt === null ? `/uploads/${id}` : null,
    sha256,
    bytes,
    width,
    height,
    format,
    canMask,
    createdAt,
    expiresAt,
    removedAt,
  });
}
