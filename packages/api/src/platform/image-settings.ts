import { given, httpUrl, wholeNumber, type Environment } from './read-variable.ts';
import { cannotStart, started, type StartOutcome } from './start-outcome.ts';

/** What can be set about images: where they lie, and for how long. */
export interface ImageSettings {
  /** Undefined: images lie in the data folder. */
  readonly imageBucket: BucketSettings | undefined;
  /** Undefined: images are kept for ever. */
  readonly imageRetentionDays: number | undefined;
  /** How long an upload waits to be used. */
  readonly uploadTtlHours: number;
}

/** A bucket of an S3, or of what speaks like one. */
interface BucketSettings {
  readonly name: string;
  readonly region: string;
  /** Undefined: AWS itself. */
  readonly endpoint: string | undefined;
  /** Undefined: found where the AWS SDK looks for them, such as the role of the machine. */
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string } | undefined;
}

const uploadTtlHours = { fallback: 24, least: 1, most: 8760 };
const imageRetentionDays = { fallback: undefined, least: 1, most: 36_500 };

/** The environment → what is set about images. Example: `readImageSettings({ IMAGE_BUCKET: 'pictures' })` keeps them in that bucket of AWS. */
export function readImageSettings(env: Environment): StartOutcome<ImageSettings> {
  const retention = wholeNumber(env, 'IMAGE_RETENTION_DAYS', imageRetentionDays);
  const ttl = wholeNumber(env, 'UPLOAD_TTL_HOURS', uploadTtlHours);
  const bucket = readBucket(env);
  if (!retention.ok) return retention;
  if (!ttl.ok) return ttl;
  if (!bucket.ok) return bucket;
  return started({ imageBucket: bucket.value, imageRetentionDays: retention.value, uploadTtlHours: ttl.value });
}

function readBucket(env: Environment): StartOutcome<BucketSettings | undefined> {
  const name = given(env, 'IMAGE_BUCKET');
  if (name === undefined) return noBucket(env);
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name)) {
    return cannotStart(
      `IMAGE_BUCKET is the name of a bucket, 3 to 63 small letters, digits, dots and hyphens, not "${name}".`,
      'IMAGE_BUCKET',
    );
  }
  const endpoint = httpUrl(env, 'IMAGE_BUCKET_ENDPOINT');
  if (!endpoint.ok) return endpoint;
  const accessKeyId = given(env, 'IMAGE_BUCKET_KEY_ID');
  const secretAccessKey = given(env, 'IMAGE_BUCKET_SECRET');
  const region = given(env, 'IMAGE_BUCKET_REGION') ?? 'us-east-1';
  const bucket = { name, region, endpoint: endpoint.value };
  if (accessKeyId === undefined && secretAccessKey === undefined) return started({ ...bucket, credentials: undefined });
  if (accessKeyId !== undefined && secretAccessKey !== undefined)
    return started({ ...bucket, credentials: { accessKeyId, secretAccessKey } });
  const missing = accessKeyId === undefined ? 'IMAGE_BUCKET_KEY_ID' : 'IMAGE_BUCKET_SECRET';
  return cannotStart(`${missing} is not set: IMAGE_BUCKET_KEY_ID and IMAGE_BUCKET_SECRET come together, or not at all.`, missing);
}

/** A setting of a bucket that nobody names would be passed over in silence. */
function noBucket(env: Environment): StartOutcome<undefined> {
  const lost = ['IMAGE_BUCKET_ENDPOINT', 'IMAGE_BUCKET_REGION', 'IMAGE_BUCKET_KEY_ID', 'IMAGE_BUCKET_SECRET'].find(
    (variable) => given(env, variable) !== undefined,
  );
  return lost === undefined ? started(undefined) : cannotStart(`${lost} is set, and IMAGE_BUCKET is not: name the bucket.`, 'IMAGE_BUCKET');
}
