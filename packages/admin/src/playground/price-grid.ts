import { qualitiesOf, suggestedSizes } from '@halfpenny/core';
import type { Money } from '@halfpenny/core';
import { pageOffers } from './page-offers.ts';
import type { PricingPlace } from './page-offers.ts';
import type { RequestDraft } from './request-draft.ts';

/** What one size and quality would cost at a provider; no money where the provider refuses, and then why. */
interface GridCell {
  readonly quality: string;
  readonly expected: Money | null;
  readonly refusal: string;
  /** How dear it is among the others, from 0 for the cheapest to 6 for the dearest, by orders of two. For its shade alone. */
  readonly shade: number;
}

/** The expected cost of a request at one provider, over the sizes and qualities worth offering. */
export interface PriceGrid {
  readonly qualities: readonly string[];
  readonly rows: readonly { readonly size: string; readonly cells: readonly GridCell[] }[];
}

/** What the grid is computed from, beside the provider. */
export interface GridPlace extends PricingPlace {
  readonly draft: RequestDraft;
}

/** Quotes every usual size, and the one being asked for, at every quality of the model. */
export function priceGrid({ draft, ...place }: GridPlace, provider: string): PriceGrid {
  const qualities = qualitiesOf(draft.model).filter((quality) => quality !== 'auto' && quality !== 'standard');
  const quoted = sizesFor(draft).map((size) => ({
    size,
    cells: qualities.map((quality) => {
      const outcome = pageOffers(place, { ...draft, size, quality }, [provider]);
      return {
        quality,
        expected: outcome.ok ? (outcome.value.offers[0]?.expected ?? null) : null,
        refusal: outcome.ok ? '' : outcome.refusal.message,
      };
    }),
  }));
  const magnitudes = quoted.flatMap(({ cells }) => cells.flatMap(({ expected }) => (expected ? [magnitude(expected)] : [])));
  const [least, most] = [Math.min(...magnitudes), Math.max(...magnitudes)];
  const shadeOf = (money: Money | null) => (money && most > least ? Math.round((6 * (magnitude(money) - least)) / (most - least)) : 0);
  return {
    qualities,
    rows: quoted.map(({ size, cells }) => ({ size, cells: cells.map((cell) => ({ ...cell, shade: shadeOf(cell.expected) })) })),
  };
}

function sizesFor(draft: RequestDraft): readonly string[] {
  const usual = suggestedSizes(draft.model).filter((size) => size !== 'auto');
  return draft.size === '' || draft.size === 'auto' || usual.includes(draft.size) ? usual : [draft.size, ...usual];
}

/** The length of an amount in bits: how often it doubles. */
function magnitude(money: Money): number {
  return money.pico.toString(2).length;
}
