/** An S3 of a test's own: a local server that speaks its wire format, with one bucket. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
// @ts-expect-error The package brings no types.
import untypedServer from '@20minutes/s3rver';

/** The part of the local S3 server that is used here. */
type S3Server = new (options: {
  readonly port: number;
  readonly address: string;
  readonly silent: boolean;
  readonly directory: string;
  readonly configureBuckets: readonly { readonly name: string }[];
}) => { run(): Promise<{ readonly port: number }>; close(): Promise<void> };

const S3rver = untypedServer as S3Server;

/** A running S3, and how to reach its bucket. */
export interface TestBucket {
  readonly settings: {
    readonly name: string;
    readonly region: string;
    readonly endpoint: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  };
  /** The same as settings of the service, by the names of their variables. */
  readonly environment: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

const name = 'halfpenny-images';
/** The one pair of keys the server knows; it checks the signature of each request by them. */
const credentials = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' };

/** Starts it on a free port. */
export async function startBucket(): Promise<TestBucket> {
  const directory = await mkdtemp(join(tmpdir(), 'halfpenny-s3-'));
  const server = new S3rver({ port: 0, address: '127.0.0.1', silent: true, directory, configureBuckets: [{ name }] });
  const { port } = await server.run();
  const endpoint = `http://127.0.0.1:${port}`;
  return {
    settings: { name, region: 'us-east-1', endpoint, credentials },
    environment: {
      IMAGE_BUCKET: name,
      IMAGE_BUCKET_ENDPOINT: endpoint,
      IMAGE_BUCKET_KEY_ID: credentials.accessKeyId,
      IMAGE_BUCKET_SECRET: credentials.secretAccessKey,
    },
    close: async () => {
      await server.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
