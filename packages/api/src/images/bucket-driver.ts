import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { GetObjectCommand, S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { S3Driver } from 'flydrive/drivers/s3';
import type { ImageBucket } from './image-bucket.ts';
import type { ImageDriver, Span, StagedFile } from './image-driver.ts';

const connectMilliseconds = 5_000;
const answerMilliseconds = 60_000;

/** What the SDK would print is in the error that it throws. */
const ignore = (): void => undefined;
const silent = { trace: ignore, debug: ignore, info: ignore, warn: ignore, error: ignore };

/** A bucket of an S3, or of what speaks like one. An object is there whole once the S3 has acknowledged it. */
export class BucketDriver extends S3Driver implements ImageDriver {
  readonly #client: S3Client;
  readonly #bucket: string;

  constructor(bucket: ImageBucket) {
    const client = new S3Client({
      logger: silent,
      region: bucket.region,
      ...(bucket.endpoint === undefined ? {} : { endpoint: bucket.endpoint, forcePathStyle: true }),
      ...(bucket.credentials === undefined ? {} : { credentials: bucket.credentials }),
      // What speaks like S3 does not always know the newer checksums; the signature covers what is sent.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      requestHandler: { connectionTimeout: connectMilliseconds, requestTimeout: answerMilliseconds, throwOnRequestTimeout: true },
    });
    super({ client, bucket: bucket.name, visibility: 'private', supportsACL: false });
    this.#client = client;
    this.#bucket = bucket.name;
  }

  async open(key: string, span?: Span): Promise<Readable | undefined> {
    try {
      const Range = span === undefined ? undefined : `bytes=${span.from}-${span.to}`;
      const { Body } = await this.#client.send(new GetObjectCommand({ Bucket: this.#bucket, Key: key, Range }));
      return Body as Readable | undefined;
    } catch (cause) {
      if (cause instanceof S3ServiceException && cause.name === 'NoSuchKey') return undefined;
      throw cause;
    }
  }

  async adopt(key: string, { path, bytes }: StagedFile): Promise<void> {
    await this.putStream(key, createReadStream(path), { contentLength: bytes });
    await rm(path);
  }

  /** No S3 removes on a condition of time: whoever writes the same object must be kept out meanwhile. */
  async removeOld(key: string, than: Date): Promise<boolean> {
    if (!(await this.exists(key))) return true;
    if ((await this.getMetaData(key)).lastModified > than) return false;
    await this.delete(key);
    return true;
  }

  /** Writing an object again costs one request, and so does asking for it: it is written, and thereby renewed. */
  async renew(): Promise<boolean> {
    return false;
  }
}
