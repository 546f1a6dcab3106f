/** An image handed in, as the page knows it: its upload, and the size it was measured at. */
export interface InputImage {
  readonly uploadId: string;
  readonly width: number;
  readonly height: number;
}

/** Input images as an address holds them, the size beside each upload so that the page can price them: "019…~550x368,019…~64x64". */
export function inputImagesText(images: readonly InputImage[]): string {
  return images.map(({ uploadId, width, height }) => `${uploadId}~${width}x${height}`).join(',');
}

/** Reads them back; what is no image is left out. */
export function inputImagesOf(text: string): readonly InputImage[] {
  return text.split(',').flatMap((each) => {
    const [, uploadId, width, height] = /^([0-9a-f-]{36})~(\d{1,5})x(\d{1,5})$/i.exec(each) ?? [];
    return uploadId === undefined ? [] : [{ uploadId, width: Number(width), height: Number(height) }];
  });
}

/** The images with one of them moved to another place. */
export function movedImage(images: readonly InputImage[], from: number, to: number): readonly InputImage[] {
  const moved = images[from];
  if (moved === undefined || to < 0 || to >= images.length) return images;
  return images.toSpliced(from, 1).toSpliced(to, 0, moved);
}

/** Where the service serves an upload. */
export function uploadUrl({ uploadId }: InputImage): string {
  return `/uploads/${uploadId}`;
}
