import type { ModelFacts } from '../catalog/model-facts.ts';
import { findProvider } from '../catalog/providers.ts';
import { countMeters, addOnMeters, type Meter } from '../meter/meter.ts';
import { listed } from '../refusal/shown.ts';
import { applies, type RatingContext } from '../price-book/conditions.ts';
import type { PriceEntry } from '../price-book/price-entry.ts';
import { sizeTierOf } from '../price-book/size-tiers.ts';
import { billableMeters, pricedModel, pricedSizes } from './billable-models.ts';
import { problem, type DraftProblem } from './price-draft.ts';
import type { KeyChange } from './planned-price.ts';

const countsAsWork: readonly Meter[] = [...countMeters].filter((meter) => !addOnMeters.has(meter));
const keysKnown: ReadonlySet<string> = new Set(['quality', 'size', 'operation', 'sizeTier', 'mode']);

/**
 * Every meter that a model can bill has a price, and has it at each quality, size and operation: a meter without any is an error, one that is priced in part is to be confirmed, and so is
 * one without any that the provider's own price list names nowhere: nobody can look it up. Of a model
 * that there are no facts of, nothing is known to be missing.
 */
export function checkCompleteness({ after }: KeyChange): readonly DraftProblem[] {
  return after.flatMap(({ planned, rated, piece: { draftId, origin } }) => {
    if (planned === undefined || rated === undefined || draftId === null || draftId !== origin) return [];
    const facts = pricedModel(planned.provider, planned.model);
    return facts === undefined ? [] : missing(draftId, rated, facts);
  });
}

function missing(draftId: string, entry: PriceEntry, facts: ModelFacts): readonly DraftProblem[] {
  if (entry.kind === 'flat') return partly(draftId, entry, facts, countsAsWork);
  const meters = billableMeters(facts, entry.mode);
  const priced = new Set(entry.components.map(({ meter }) => meter));
  const unpriced = meters.filter((meter) => !priced.has(meter));
  const absent = unpriced.map((meter) => withoutPrice(draftId, entry, meter));
  return [...absent, ...meters.filter((meter) => priced.has(meter)).flatMap((meter) => partly(draftId, entry, facts, [meter]))];
}

function withoutPrice(draftId: string, { provider, model }: PriceEntry, meter: Meter): DraftProblem {
  const found = { draftId, field: `components.${meter}`, code: 'unpriced-meter' } as const;
  if (findProvider(provider)?.unlistedMeters.includes(meter) !== true) {
    return problem({ ...found, message: `${model} can bill ${meter}, and it has no price: what is free has a price of 0.` });
  }
  const message = `${model} can bill ${meter}, for which ${provider} publishes no price: usage with any would stay unpriced. Confirm it, or give the price.`;
  return problem({ ...found, severity: 'confirm', message });
}

/** Under which qualities, sizes and operations none of these meters has a price, though it has one under others. */
function partly(draftId: string, entry: PriceEntry, facts: ModelFacts, meters: readonly Meter[]): readonly DraftProblem[] {
  const components = entry.components.filter(({ meter }) => meters.includes(meter));
  if (components.some(({ when }) => Object.keys(when).every((key) => !keysKnown.has(key)))) return [];
  const without = contexts(entry, facts).filter((context) => !components.some(({ when }) => applies(known(when), context)));
  const [first] = without;
  if (first === undefined) return [];
  const [meter = ''] = meters;
  const where = listed(
    [...new Set(without.map(({ quality = '', size = '', operation = '' }) => `${quality} ${size} ${operation}`.trim()))].slice(0, 6),
  );
  const message = `${meter} has no price for ${without.length} of the ways to ask for it, such as ${where}: requests for them would be refused.`;
  return [problem({ draftId, field: `components.${meter}`, code: 'partly-priced', severity: 'confirm', message })];
}

/** Of what no fact is known, it is taken that it applies. */
function known(when: Readonly<Record<string, readonly string[]>>): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(Object.entries(when).filter(([key]) => keysKnown.has(key)));
}

function contexts({ mode, sizeTiers = [] }: PriceEntry, facts: ModelFacts): readonly RatingContext[] {
  return facts.qualities.flatMap((quality) =>
    pricedSizes(facts).flatMap((size) =>
      ['generate', 'edit'].map((operation) => {
        const sizeTier = sizeTierOf(sizeTiers, size);
        return { quality, size, operation, mode, ...(sizeTier !== undefined && { sizeTier }) };
      }),
    ),
  );
}
