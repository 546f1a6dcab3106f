import { countMeters, type Meter } from '../meter/meter.ts';
import { accepted, refused, type Outcome, type Refused } from '../refusal/refusal.ts';
import { canBothApply, countValues } from './conditions.ts';
import { readComponent, type TariffComponent } from './tariff-component.ts';

/** Metered: what was consumed is billed. Flat: what was made is counted, whatever it consumed. */
export type TariffKind = 'metered' | 'flat';

const componentsMost = 1000;
const conditionValuesMost = 10_000;

/** A tariff is flat if and only if every component counts images, calls or requests. */
export function tariffKind(components: readonly TariffComponent[]): TariffKind {
  return components.every(({ meter }) => countMeters.has(meter)) ? 'flat' : 'metered';
}

/**
 * The components of a tariff, in their order. Refuses none at all, more than 1,000, more than 10,000 values in their conditions, what cannot be read, and two of one meter that some context would both
 * meet: for a used meter exactly one may apply.
 */
export function readTariff(input: unknown): Outcome<readonly TariffComponent[]> {
  if (!Array.isArray(input) || input.length === 0)
    return noComponents('A tariff lists at least one component; what is free has a price of 0.');
  if (input.length > componentsMost) return noComponents(`A tariff lists at most ${componentsMost} components.`, 'invalid-price-entry');
  const components: TariffComponent[] = [];
  let values = 0;
  for (const [index, each] of input.entries()) {
    const component = readComponent(each, ['components', String(index)]);
    if (!component.ok) return component;
    values += countValues(component.value.when);
    if (values > conditionValuesMost)
      return noComponents(`The conditions of a tariff name at most ${conditionValuesMost} values.`, 'invalid-price-entry');
    const clash = components.findIndex((other) => other.meter === component.value.meter && canBothApply(other.when, component.value.when));
    if (clash >= 0) return ambiguous(component.value.meter, clash, index);
    components.push(component.value);
  }
  return accepted(Object.freeze(components));
}

function noComponents(message: string, code: 'empty-tariff' | 'invalid-price-entry' = 'empty-tariff'): Refused {
  return refused({ code, path: ['components'], message });
}

function ambiguous(meter: Meter, first: number, second: number): Refused {
  const message = `Components ${first} and ${second} both price ${meter} under one context: for a used meter exactly one component may apply.`;
  return refused({ code: 'ambiguous-tariff', path: ['components', String(second), 'when'], message });
}
