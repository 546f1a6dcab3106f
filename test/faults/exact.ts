/** Decimal text of at most 12 places → bigint of 10⁻¹²: the oracle's own arithmetic, apart from the engine's. "0.00397" → 3970000000n. */
export function pico(text: string): bigint {
  const [, sign = '', whole = '0', fraction = ''] = /^(-?)(\d+)(?:\.(\d{1,12}))?$/.exec(text) ?? fail(text);
  const size = BigInt(whole + fraction.padEnd(12, '0'));
  return sign === '-' ? -size : size;
}

function fail(text: string): never {
  throw new Error(`${text} is no decimal of at most 12 places.`);
}
