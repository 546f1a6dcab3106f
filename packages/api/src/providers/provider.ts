/** One request for images, as the caller made it: a field that is absent was not asked for and is not sent. */
export interface ImageCall {
  /** Ours; travels as X-Client-Request-Id, so that a statement can name it. */
  readonly attemptId: string;
  readonly model: string;
  readonly prompt: string;
  readonly n: number;
  readonly size?: string | undefined;
  readonly quality?: string | undefined;
  readonly background?: string | undefined;
  readonly outputFormat?: string | undefined;
  readonly outputCompression?: number | undefined;
  readonly moderation?: string | undefined;
}

/** An image as the reply carried it: its bytes, or null where there are none, and then why. What the bytes are is for the image store to say. */
export interface DeliveredImage {
  readonly bytes: Uint8Array | null;
  /** Why there are no bytes, as a sentence. Undefined: there are, or the reply has no word of them. */
  readonly missing?: string | undefined;
  readonly revisedPrompt: string | null;
}

/** What is known of a call whatever became of it. */
interface Answered {
  /** Null: no reply arrived. */
  readonly httpStatus: number | null;
  /** The provider's own id of the call; null: it gave none. */
  readonly providerRequestId: string | null;
}

/** A readable reply. `reply` is whole but for the bytes of its images. */
export interface Succeeded extends Answered {
  readonly kind: 'succeeded';
  readonly reply: Readonly<Record<string, unknown>>;
  readonly images: readonly DeliveredImage[];
}

/** No reply to read: `sentence` says what happened, in the provider's words where it had any. */
export type Failed = Unserved | Unavailable;

/** refused: a definite no, not billed. unknown: nobody can say whether it was billed. */
interface Unserved extends Answered {
  readonly kind: 'refused' | 'unknown';
  readonly sentence: string;
}

/** Surely not billed. */
interface Unavailable extends Answered {
  readonly kind: 'unavailable';
  readonly sentence: string;
  /** Whether the same call may be served a little later; false where a quota is used up. */
  readonly worthRetrying: boolean;
  /** What the provider asks to wait, by its Retry-After; null: it does not say. */
  readonly retryAfterMilliseconds: number | null;
}

/** Every way a call can end. */
export type CallOutcome = Succeeded | Failed;

/** A provider that can be called. It never throws and never retries: each call is one request and one outcome. */
export interface Provider {
  readonly name: string;
  /** Played by the sandbox: no money is spent. */
  readonly simulated: boolean;
  generate(call: ImageCall): Promise<CallOutcome>;
}

/** Where a provider is reached, with which key, and whether it is the sandbox that answers there. */
export interface ProviderConnection {
  readonly name: string;
  /** Up to and without the path of an endpoint: "https://api.openai.com/v1". */
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly simulated: boolean;
}
