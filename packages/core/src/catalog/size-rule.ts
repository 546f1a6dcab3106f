/** Width and height in pixels. */
export interface PixelSize {
  readonly width: number;
  readonly height: number;
}

/** Any size inside these bounds; edges and pixels inclusive. */
export interface FreeSizeRule {
  readonly kind: 'free';
  readonly multipleOf: number;
  readonly edgeMost: number;
  readonly longToShortMost: number;
  readonly pixelsLeast: number;
  readonly pixelsMost: number;
}

/** Which sizes a model makes: a list, or bounds. `auto` is always taken besides. */
export type SizeRule = { readonly kind: 'fixed'; readonly sizes: readonly string[] } | FreeSizeRule;

/** gpt-image-1, 1-mini and 1.5. Source: OpenAI's image guide. */
export const fixedSizes: SizeRule = { kind: 'fixed', sizes: ['1024x1024', '1024x1536', '1536x1024'] };

/** gpt-image-2 and later: 29,146 sizes. Source: OpenAI's image guide; an illegal size is refused upstream with HTTP 400. */
export const freeSizes: FreeSizeRule = {
  kind: 'free',
  multipleOf: 16,
  edgeMost: 3840,
  longToShortMost: 3,
  pixelsLeast: 655_360,
  pixelsMost: 8_294_400,
};

/** Sizes of free-sized models worth offering first: the usual shapes, from the cheapest on. */
export const suggestedFreeSizes: readonly string[] = [
  '1024x1024',
  '1024x1536',
  '1536x1024',
  '976x704',
  '1152x864',
  '1280x720',
  '720x1280',
  '1440x480',
  '2048x2048',
  '2560x1440',
  '3840x2160',
  '2160x3840',
];

/** `'976x704'` → 976 by 704. Undefined unless it is exactly WIDTHxHEIGHT in plain digits with a small x. */
export function parseSize(text: string): PixelSize | undefined {
  if (text === last.text) return last.size;
  const match = sizeShape.exec(text);
  const size = match === null ? undefined : { width: Number(match[1]), height: Number(match[2]) };
  last = { text, size };
  return size;
}

const sizeShape = /^([1-9]\d{0,5})x([1-9]\d{0,5})$/;
/** The last text that was read: one quote reads its size many times. */
let last: { readonly text: string; readonly size: PixelSize | undefined } = { text: '', size: undefined };

/** 976 by 704 → `'976x704'`. */
export function formatSize({ width, height }: PixelSize): string {
  return `${width}x${height}`;
}
