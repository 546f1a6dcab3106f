/** True where a difference is what adding floats leaves: at most (N + 2) · 2⁻⁵³ of the stated amount, for N charges. All in picounits. */
export function isFloatNoise(difference: bigint, stated: bigint, charges: number): boolean {
  return absolute(difference) << 53n <= BigInt(charges + 2) * absolute(stated);
}

function absolute(value: bigint): bigint {
  return value < 0n ? -value : value;
}
