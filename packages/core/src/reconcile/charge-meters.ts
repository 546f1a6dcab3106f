import type { LedgerCharge } from './ledger-charge.ts';

/** What a charge has of one meter, whatever number of its lines that is. */
export interface ChargeMeter {
  readonly meter: string;
  readonly quantity: bigint;
  /** Picounits. */
  readonly pico: bigint;
}

/** A charge meter by meter, in the order of its lines: 100 image tokens at 30 a million and 200 at 32 are 300. */
export function chargeMeters({ lines }: Pick<LedgerCharge, 'lines'>): readonly ChargeMeter[] {
  const meters = new Map<string, ChargeMeter>();
  for (const { meter, quantity, amount } of lines) {
    const before = meters.get(meter) ?? { quantity: 0n, pico: 0n };
    meters.set(meter, { meter, quantity: before.quantity + quantity, pico: before.pico + amount.pico });
  }
  return [...meters.values()];
}
