import type { Readable } from 'node:stream';

/** An image that goes along with a call: opened anew for each attempt, and streamed from where it lies. */
export interface InputImage {
  readonly format: 'png' | 'jpeg' | 'webp';
  /** Throws where its bytes are no longer there. */
  open(): Promise<Readable>;
}
