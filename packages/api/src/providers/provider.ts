import type { InputImage } from './input-image.ts';

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
  /** How many partial images are to be streamed before each whole one, 1 to 3; absent or 0: the reply comes whole. */
  readonly partialImages?: number | undefined;
  /** What is to be edited; absent: images are made from the prompt alone. */
  readonly edit?: EditCall | undefined;
}

/** The images of an edit, and where in the first of them. A mask is transparent where it is to be edited, whoever the provider. */
export interface EditCall {
  readonly images: readonly InputImage[];
  readonly mask?: InputImage | undefined;
  readonly inputFidelity?: string | undefined;
}

/** An image that is not finished yet, as a stream brings it. */
export interface PartialImage {
  /** Which of the images asked for it will become, from 0. */
  readonly image: number;
  /** From 0 within its image. */
  readonly number: number;
  readonly bytes: Uint8Array;
}

/** Told of each partial image as it arrives; the stream is read on once it has been dealt with. It never throws. */
export type OnPartial = (partial: PartialImage) => Promise<void>;

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
  generate(call: ImageCall, onPartial?: OnPartial): Promise<CallOutcome>;
  /** Undefined: it takes no batches. */
  readonly batches: BatchPort | undefined;
}

/** How many calls at once, in one file, a provider works on within a day. */
export interface BatchPort {
  /** Hands a batch over: our id of it travels as metadata, the id of each attempt as its custom_id. Its calls are all edits, or none is. */
  submit(batch: { readonly id: string; readonly calls: readonly ImageCall[] }): Promise<Submission>;
  /** Looks for a batch by our id of it, among those the provider has. */
  find(id: string): Promise<{ readonly kind: 'found'; readonly providerBatchId: string } | { readonly kind: 'absent' } | Failed>;
  /** How far a batch has come. */
  look(providerBatchId: string): Promise<BatchProgress | Failed>;
  /** The outcome of each item that has a line, as its file is read. Throws where the file cannot be read to its end. */
  results(over: BatchOver): AsyncIterable<BatchResult>;
}

/** The provider took the batch; or not, or nobody can say. */
export type Submission = { readonly kind: 'taken'; readonly providerBatchId: string } | Failed;

/** How far a batch has come. */
export type BatchProgress = { readonly kind: 'working'; readonly done: number; readonly of: number } | BatchOver;

/** A batch to which nothing more happens. */
export interface BatchOver {
  readonly kind: 'over';
  /** rejected: as a whole, before any item of it was worked on. */
  readonly end: 'completed' | 'expired' | 'cancelled' | 'rejected';
  /** What the provider says of it. */
  readonly sentence: string;
  /** Files that hold the lines of its items. */
  readonly fileIds: readonly string[];
}

/** What became of one item of a batch. */
export interface BatchResult {
  readonly attemptId: string;
  readonly outcome: CallOutcome;
}

/** Where a provider is reached, with which key, and whether it is the sandbox that answers there. */
export interface ProviderConnection {
  readonly name: string;
  /** Up to and without the path of an endpoint: "https://api.openai.com/v1". */
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly simulated: boolean;
  /** The part of a mask that the provider edits; transparent unless given. */
  readonly editedArea?: 'transparent' | 'white' | undefined;
  /** Origins besides that of `baseUrl` at which its images may lie: "https://img.example". */
  readonly imageOrigins?: readonly string[] | undefined;
}
