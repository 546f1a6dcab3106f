import { createReadStream } from 'node:fs';
import { mkdir, open, readFile, truncate } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** One answered call, as the provider bills it. Amounts are decimal text in dollars. */
export interface InvoiceLine {
  readonly provider: string;
  /** RFC 3339 UTC: when the call was answered. */
  readonly answeredAt: string;
  readonly requestId: string;
  /** What the client sent as X-Client-Request-Id; null when it sent none. */
  readonly clientRequestId: string | null;
  readonly model: string;
  readonly size: string;
  readonly quality: string;
  readonly images: number;
  readonly usage: { readonly textIn: number; readonly imageIn: number; readonly imageOut: number; readonly textOut: number };
  readonly amount: string;
  readonly currency: 'USD';
  /** What was done: image.generation or image.edit. Of a restatement nothing was. */
  readonly operation?: string;
  /** The amount by its parts, in the words of the cost export. */
  readonly items?: readonly InvoiceItem[];
}

/** A part of an amount, under the line item by which the cost export states it. */
export interface InvoiceItem {
  readonly item: string;
  readonly quantity: number;
  readonly unit: 'tokens' | 'images';
  readonly amount: string;
}

interface Waiting {
  readonly text: string;
  readonly written: () => void;
  readonly failed: (cause: unknown) => void;
}

/**
 * The sandbox's own record of what it billed: a file of JSON lines, added to and never rewritten. A line is on disk
 * before `append` resolves; lines that arrive together share one flush.
 */
export class Invoice {
  readonly #path: string;
  readonly #file: FileHandle;
  #waiting: Waiting[] = [];
  #flushing: Promise<void> | undefined;

  private constructor(path: string, file: FileHandle) {
    this.#path = path;
    this.#file = file;
  }

  /** Opens `<folder>/invoice.jsonl`, and cuts off a last line that a crash left unfinished: its call was never answered. */
  static async open(folder: string): Promise<Invoice> {
    await mkdir(folder, { recursive: true });
    const path = join(folder, 'invoice.jsonl');
    const file = await open(path, 'a', 0o600);
    await cutTornLine(path);
    return new Invoice(path, file);
  }

  /** Adds a line durably. */
  async append(line: InvoiceLine): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#waiting.push({ text: `${JSON.stringify(line)}\n`, written: resolve, failed: reject });
    this.#flushing ??= this.#flush();
    await promise;
  }

  /** Every line, oldest first, read from the file. */
  async *lines(): AsyncGenerator<InvoiceLine> {
    const reader = createInterface({ input: createReadStream(this.#path), crlfDelay: Infinity });
    for await (const text of reader) {
      if (text !== '') yield JSON.parse(text) as InvoiceLine;
    }
  }

  /** Waits for what is being written and closes the file. */
  async close(): Promise<void> {
    await this.#flushing;
    await this.#file.close();
  }

  async #flush(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      try {
        await this.#file.appendFile(batch.map(({ text }) => text).join(''));
        await this.#file.datasync();
        for (const { written } of batch) written();
      } catch (cause) {
        for (const { failed } of batch) failed(cause);
      }
    }
    this.#flushing = undefined;
  }
}

async function cutTornLine(path: string): Promise<void> {
  const bytes = await readFile(path);
  const whole = bytes.lastIndexOf(0x0a) + 1;
  if (whole < bytes.length) await truncate(path, whole);
}
