import { leftOf, type PrepaidLot } from './prepaid-lot.ts';

/** What is taken from a lot: how much of it, and as of when. */
export interface Draw {
  readonly lot: PrepaidLot;
  /** Negative: it is given back. */
  readonly amount: bigint;
  readonly at: Date;
}

/** What was used before an instant and is not taken from any lot yet; null: up to now. In picounits. */
export type UsedBefore = (instant: Date | null) => bigint;

/**
 * From which lots what was used is taken: from the one that expires first, of those that expire together the given one before a paid one. A lot that has expired still pays for
 * what was used before. What a correction made less is given back, to the lots that were drawn from last. What no lot holds stays owed.
 */
export function drawLots(lots: readonly PrepaidLot[], usedBefore: UsedBefore, now: Date): readonly Draw[] {
  const draws: Draw[] = [];
  let taken = 0n;
  for (const lot of lots.toSorted(inOrderOfUse)) {
    const expired = lot.expiresAt !== null && lot.expiresAt <= now;
    const owed = usedBefore(expired ? lot.expiresAt : null) - taken;
    const amount = owed < leftOf(lot) ? owed : leftOf(lot);
    if (amount <= 0n) continue;
    taken += amount;
    draws.push({ lot, amount, at: expired && lot.expiresAt !== null ? justBefore(lot.expiresAt) : now });
  }
  return draws.length > 0 ? draws : givenBack(lots, -usedBefore(null), now);
}

function givenBack(lots: readonly PrepaidLot[], tooMuch: bigint, now: Date): readonly Draw[] {
  const draws: Draw[] = [];
  let rest = tooMuch;
  for (const lot of lots.filter(({ expiresAt }) => expiresAt === null || expiresAt > now).toSorted((a, b) => inOrderOfUse(b, a))) {
    const amount = rest < lot.used ? rest : lot.used;
    if (amount <= 0n) continue;
    rest -= amount;
    draws.push({ lot, amount: -amount, at: now });
  }
  return draws;
}

const preference = ['granted', 'paid', 'virtual'];

function inOrderOfUse(a: PrepaidLot, b: PrepaidLot): number {
  const [ends, other] = [a.expiresAt?.getTime() ?? Infinity, b.expiresAt?.getTime() ?? Infinity];
  if (ends !== other) return ends < other ? -1 : 1;
  return preference.indexOf(a.kind) - preference.indexOf(b.kind) || a.openedAt.getTime() - b.openedAt.getTime() || (a.id < b.id ? -1 : 1);
}

/** The last millisecond before an instant: what is dated there still belongs to the day that ends. */
export function justBefore(instant: Date): Date {
  return new Date(instant.getTime() - 1);
}
