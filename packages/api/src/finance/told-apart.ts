import { picoOf } from '../platform/stored-amount.ts';
import { amountOf, perThing } from './derive-figures.ts';
import type { SpendSum } from './read-spend.ts';

/** Sums under the same leading values; the values past them are what each part is told apart by. */
export interface ToldApart {
  readonly keys: readonly (string | null)[];
  readonly currency: string;
  readonly parts: readonly SpendSum[];
}

/** Sums gathered by so many leading values, the dearest first in each currency. */
export function gathered(sums: readonly SpendSum[], leading: number): readonly ToldApart[] {
  const groups = Map.groupBy(sums, ({ keys, currency }) => JSON.stringify([currency, ...keys.slice(0, leading)]));
  return [...groups]
    .flatMap(([name, parts]) => {
      const [first] = parts;
      if (first === undefined) return [];
      return [{ name, pico: picoOf(amountOf(parts)), keys: first.keys.slice(0, leading), currency: first.currency, parts }];
    })
    .toSorted((a, b) => {
      if (a.currency !== b.currency) return a.currency < b.currency ? -1 : 1;
      if (a.pico !== b.pico) return a.pico > b.pico ? -1 : 1;
      return a.name < b.name ? -1 : 1;
    });
}

/** What a group is known by among others: its currency and its values. */
export function groupName({ currency, keys }: ToldApart): string {
  return JSON.stringify([currency, ...keys]);
}

const imagesOf = (parts: readonly SpendSum[]): number => parts.reduce((sum, { images }) => sum + images, 0);

/** Of parts told apart by outcome: all that was spent, by the images that were accepted. */
export function acceptedImageCost({ currency, parts }: ToldApart) {
  const acceptedImages = imagesOf(parts.filter(({ keys }) => keys.at(-1) === 'accepted'));
  const cost = amountOf(parts);
  const each = perThing(cost, acceptedImages);
  return {
    cost: { amount: cost, currency },
    images: imagesOf(parts),
    acceptedImages,
    costPerAcceptedImage: each === undefined ? null : { amount: each, currency },
  };
}

/** What was billed with nothing delivered has an account of its own. */
const undelivered = ({ keys }: SpendSum): boolean => keys.at(-2) === '5110';

/** Of parts told apart by account and outcome: what led to nothing that is used. */
export function wasted({ currency, parts }: ToldApart) {
  const judged =
    (outcome: string) =>
    (part: SpendSum): boolean =>
      !undelivered(part) && part.keys.at(-1) === outcome;
  const [rejected, regenerated, deleted] = [judged('rejected'), judged('regenerated'), judged('deleted')];
  const money = (isChosen: (part: SpendSum) => boolean) => ({ amount: amountOf(parts, isChosen), currency });
  return {
    cost: money(() => true),
    undelivered: money(undelivered),
    rejected: money(rejected),
    regenerated: money(regenerated),
    deleted: money(deleted),
    wasted: money((part) => undelivered(part) || rejected(part) || regenerated(part) || deleted(part)),
  };
}
