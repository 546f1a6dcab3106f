/** How long a reply is waited for, and how much of it is read. */
export interface Bounds {
  readonly timeoutSeconds: number;
  readonly replyBytesMax: number;
}

/** Five minutes: 4K at the best quality takes about two. 64 MiB: ten large images in base64. */
export const usualBounds: Bounds = { timeoutSeconds: 300, replyBytesMax: 64 * 1024 * 1024 };
