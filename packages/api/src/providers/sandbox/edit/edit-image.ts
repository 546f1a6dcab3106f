/** An image that came with an edit, in a file of the sandbox's own until the call is answered. */
export interface EditImage {
  readonly path: string;
  readonly bytes: number;
  /** "png", "jpeg", "webp", …, as its own header says; undefined: it is no image. */
  readonly format: string | undefined;
  readonly width: number;
  readonly height: number;
  readonly hasAlpha: boolean;
}

/** What is edited, and where. */
export interface Edit {
  readonly images: readonly EditImage[];
  readonly mask: EditImage | undefined;
  readonly inputFidelity: 'high' | 'low';
}
