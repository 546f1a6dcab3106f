import { tokenMeters, type Meter, type Usage } from '../meter/meter.ts';
import type { PriceEntry } from '../price-book/price-entry.ts';
import type { ResolvedRequest } from './resolved-request.ts';

/** An entry is immutable, so it is looked through once. */
const tokenEntries = new WeakMap<PriceEntry, boolean>();

/** True where some component of the entry prices tokens. */
export function billsTokens(entry: PriceEntry): boolean {
  const known = tokenEntries.get(entry);
  if (known !== undefined) return known;
  const bills = entry.components.some(({ meter }) => tokenMeters.has(meter));
  tokenEntries.set(entry, bills);
  return bills;
}

/**
 * What of a request can be counted without knowing what it consumes, in the meters that the entry names: images made, calls, input images, partial images, pixels. Three images of
 * 1024x1024 at a price a pixel are pixel 3,145,728. A meter that depends on a size nobody has chosen is left out.
 */
export function countedWork(request: ResolvedRequest, entry: PriceEntry, pixels: number | undefined): Usage {
  const usage: Record<Meter, bigint> = {};
  for (const { meter, times, counted } of entry.components) {
    for (const counting of [meter, times?.meter, counted === 'per-image' ? 'image' : undefined]) {
      const count = counting === undefined ? undefined : countOf(counting, request, pixels);
      if (counting !== undefined && count !== undefined) usage[counting] = count;
    }
  }
  return usage;
}

function countOf(meter: Meter, { n, images, partialImages }: ResolvedRequest, pixels: number | undefined): bigint | undefined {
  switch (meter) {
    case 'image':
      return BigInt(n);
    case 'call':
    case 'request':
      return 1n;
    case 'input_image':
      return BigInt(n * images.length);
    case 'partial_image':
      return BigInt(n * partialImages);
    case 'pixel':
      return pixels === undefined ? undefined : BigInt(n * pixels);
    default:
      return undefined;
  }
}
