import type { Readable } from 'node:stream';
import type { DriverContract } from 'flydrive/types';

/** Bytes of an object from one place to another, both inclusive, counted from 0: { from: 0, to: 0 } is its first byte. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A file on this machine that nothing cites yet, and how long it is. */
export interface StagedFile {
  readonly path: string;
  readonly bytes: number;
}

/** What the image store asks of a place for bytes, beside what flydrive asks of every driver. */
export interface ImageDriver extends DriverContract {
  /** The bytes of an object, or a span of them; undefined where there is no such object. */
  open(key: string, span?: Span): Promise<Readable | undefined>;
  /** Puts a staged file in its place, whole and durable when this resolves; the staged file is gone afterwards. */
  adopt(key: string, staged: StagedFile): Promise<void>;
  /** Whether there is such an object; and if so, it counts as written just now. */
  renew(key: string): Promise<boolean>;
  /** Whether there is no such object any more, which is removed unless it was written later than that. */
  removeOld(key: string, than: Date): Promise<boolean>;
}
