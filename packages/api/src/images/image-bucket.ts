/** Where images lie that are kept in a bucket. */
export interface ImageBucket {
  readonly name: string;
  readonly region: string;
  /** Undefined: AWS itself. Anything else is asked with the bucket in the path. */
  readonly endpoint: string | undefined;
  /** Undefined: found where the AWS SDK looks for them, such as the role of the machine. */
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string } | undefined;
}
