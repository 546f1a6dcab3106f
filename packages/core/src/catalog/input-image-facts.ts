/** How input images are counted: the rule, and whether it was measured for this model or is lent by another one. */
export type InputImageFacts =
  /** 32-pixel patches of the image after scaling: see tokens/patch-rule. */
  | { readonly kind: 'patches'; readonly isLent: boolean }
  /** 512-pixel tiles of the image after scaling: see tokens/tile-rule. */
  | { readonly kind: 'tiles'; readonly isLent: boolean }
  /** Never billed by tokens. */
  | { readonly kind: 'none' };

/** gpt-image-2 and 2.5: fits 15 of 15 measured images, from 256x256 (256 tokens) to 3840x2160 (1,508). */
export const measuredPatches: InputImageFacts = { kind: 'patches', isLent: false };

/** gpt-image-1 and 1.5: OpenAI's published rule. */
export const publishedTiles: InputImageFacts = { kind: 'tiles', isLent: false };

/** Input tokens a model bills for an edit beside its prompt and its images; seen, not published. */
export interface EditOverhead {
  /** With one image, as somebody saw it. */
  readonly seen: number;
  readonly evidence: string;
}
