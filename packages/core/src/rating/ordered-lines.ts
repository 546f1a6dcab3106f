import type { ChargeLine } from './charge.ts';

/** Lines and, beside each, the place of its component in the tariff; both in that order. */
export interface OrderedLines {
  readonly lines: ChargeLine[];
  readonly places: number[];
}

/** Adds a line behind those of earlier and equal places. Mostly that is the end, since usage mostly comes in the order of the tariff. */
export function addLine({ lines, places }: OrderedLines, place: number, line: ChargeLine): void {
  let index = places.length;
  while (index > 0 && (places[index - 1] ?? -1) > place) index -= 1;
  if (index === places.length) {
    lines.push(line);
    places.push(place);
  } else {
    lines.splice(index, 0, line);
    places.splice(index, 0, place);
  }
}
