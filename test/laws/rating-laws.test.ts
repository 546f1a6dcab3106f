import { formatDecimal, parseDecimal, rateUsage } from '@halfpenny/core';
import type { TariffComponentInput } from '@halfpenny/core';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  anyFinePrice,
  anyPrice,
  anyUsage,
  charge,
  made,
  meters,
  pico,
  plainComponents,
  tieredComponents,
  together,
  unwrap,
} from './made-tariffs.ts';

const graduated = { tiering: 'graduated', counted: 'per-period' } as const;
const volume = { tiering: 'volume', counted: 'per-period' } as const;
const anyBlock = fc.integer({ min: 1, max: 1000 });

describe('of a tariff without tiers, blocks, minimums or allowances', () => {
  test('splitting usage never changes the total', () => {
    fc.assert(
      fc.property(plainComponents(anyPrice), anyUsage, anyUsage, (components, a, b) => {
        const entry = made(components);
        expect(pico(a, entry) + pico(b, entry)).toBe(pico(together(a, b), entry));
      }),
    );
  });

  test('a factor on the tariff is a factor on the total, to half a picounit a line', () => {
    const factor = fc.bigInt({ min: 1n, max: 10_000n });
    fc.assert(
      fc.property(plainComponents(anyPrice), anyUsage, factor, (components, usage, thousandths) => {
        const multiply = formatDecimal(thousandths * 10n ** 9n);
        const difference =
          pico(usage, made(components, { modifiers: [{ multiply }] })) * 1000n - pico(usage, made(components)) * thousandths;
        expect(difference * 2n <= 3000n && difference * 2n >= -3000n).toBe(true);
      }),
    );
  });
});

describe('of a tariff with tiers', () => {
  test('that are graduated, splitting usage never changes the total while the usage so far is carried along', () => {
    fc.assert(
      fc.property(tieredComponents(anyPrice, graduated), anyUsage, anyUsage, anyUsage, (components, before, a, b) => {
        const entry = made(components);
        const parts = pico(a, entry, before) + pico(b, entry, together(before, a));
        expect(parts).toBe(pico(together(a, b), entry, before));
      }),
    );
  });

  test('that are volume tiers, all units of a meter have one price, which is that of some tier', () => {
    fc.assert(
      fc.property(tieredComponents(anyPrice, volume), anyUsage, anyUsage, (components, before, usage) => {
        const { lines } = charge(usage, made(components), before);
        expect(lines.map(({ meter, quantity }) => [meter, quantity])).toEqual(meters.map((meter) => [meter, usage[meter]]));
        const listed = components.map(({ price, tiers = [] }) => [price, ...tiers.map((tier) => tier.price)]);
        expect(lines.every(({ unitPrice }, index) => listed[index]?.includes(unitPrice))).toBe(true);
      }),
    );
  });

  test('the lines of a meter add up to its quantity', () => {
    fc.assert(
      fc.property(tieredComponents(anyPrice, graduated), anyUsage, anyUsage, (components, before, usage) => {
        const { lines } = charge(usage, made(components), before);
        const counted = meters.map((meter) =>
          lines.filter((line) => line.meter === meter).reduce((sum, { quantity }) => sum + quantity, 0n),
        );
        expect(counted).toEqual(meters.map((meter) => usage[meter]));
      }),
    );
  });
});

test('blocks and minimums: splitting usage never makes it cheaper', () => {
  const blocks = plainComponents(anyPrice).chain((components) => anyBlock.map((block) => components.map((each) => ({ ...each, block }))));
  fc.assert(
    fc.property(blocks, anyPrice, anyUsage, anyUsage, (components, minimumCharge, a, b) => {
      const entry = made(components, { minimumCharge });
      expect(pico(a, entry) + pico(b, entry) >= pico(together(a, b), entry)).toBe(true);
    }),
  );
});

test('free units a call: splitting usage never makes it dearer', () => {
  const allowances = plainComponents(anyPrice).chain((components) => anyBlock.map((free) => components.map((each) => ({ ...each, free }))));
  fc.assert(
    fc.property(allowances, anyUsage, anyUsage, (components, a, b) => {
      const entry = made(components);
      expect(pico(a, entry) + pico(b, entry) <= pico(together(a, b), entry)).toBe(true);
    }),
  );
});

describe('of any tariff', () => {
  const kinds = [
    plainComponents(anyFinePrice),
    tieredComponents(anyFinePrice, graduated, anyBlock),
    tieredComponents(anyFinePrice, volume),
  ];
  const anyComponents = fc.oneof(...kinds);

  test('the order of meters never matters', () => {
    fc.assert(
      fc.property(anyComponents, anyUsage, (components, usage) => {
        const reversed = Object.fromEntries(Object.entries(usage).toReversed());
        expect(rateUsage(reversed, made(components), {}, {})).toEqual(rateUsage(usage, made(components), {}, {}));
      }),
    );
  });

  test('the order of components never changes the total, nor any line', () => {
    fc.assert(
      fc.property(anyComponents, anyUsage, (components, usage) => {
        const [there, back] = [charge(usage, made(components), {}), charge(usage, made(components.toReversed()), {})];
        expect(back.total).toEqual(there.total);
        const byMeter = meters.map((meter) => there.lines.filter((line) => line.meter === meter));
        expect(meters.map((meter) => back.lines.filter((line) => line.meter === meter))).toEqual(byMeter);
      }),
    );
  });

  test('re-rating gives the same digits, from the same entry and from one made again', () => {
    fc.assert(
      fc.property(anyComponents, anyUsage, anyUsage, (components, usage, before) => {
        const entry = made(components);
        expect(charge(usage, entry, before)).toEqual(charge(usage, entry, before));
        expect(charge(usage, made(components), before)).toEqual(charge(usage, entry, before));
      }),
    );
  });

  test('raising any rate never lowers a charge', () => {
    const more = fc.bigInt({ min: 0n, max: 10n ** 12n });
    fc.assert(
      fc.property(anyComponents, anyUsage, anyUsage, more, fc.nat(2), (components, usage, before, added, raised) => {
        const dearer = components.map((each, index) => (index === raised ? raise(each, added) : each));
        expect(pico(usage, made(dearer), before) >= pico(usage, made(components), before)).toBe(true);
      }),
    );
  });

  test('each line is its quantity times its price, rounded to the nearest picounit and nowhere else', () => {
    fc.assert(
      fc.property(anyComponents, anyUsage, anyUsage, (components, usage, before) => {
        const { lines, total } = charge(usage, made(components, { modifiers: [{ multiply: '1.15' }] }), before);
        for (const { quantity, unitPrice, per, ratio = { multiply: 1n, divide: 1n }, amount, rounded } of lines) {
          const rest = amount.pico * ratio.divide * per - quantity * unwrap(parseDecimal(unitPrice)) * ratio.multiply;
          expect(2n * rest <= ratio.divide * per && -2n * rest <= ratio.divide * per).toBe(true);
          expect(rounded).toBe(rest !== 0n);
        }
        expect(total.pico).toBe(lines.reduce((sum, { amount }) => sum + amount.pico, 0n));
      }),
    );
  });
});

function raise(component: TariffComponentInput, added: bigint): TariffComponentInput {
  const higher = (price: string) => formatDecimal(unwrap(parseDecimal(price)) + added);
  const tiers = component.tiers?.map(({ upTo, price }) => ({ upTo, price: higher(price) }));
  return { ...component, price: higher(component.price), ...(tiers !== undefined && { tiers }) };
}
