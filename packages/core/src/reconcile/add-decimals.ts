/** The exact sum of decimals of any fineness, as text: '0.0000000000001' and '0.2' are '0.2000000000001'. */
export function addDecimals(texts: readonly string[]): string {
  const parts = texts.filter((text) => text !== '0').map(partsOf);
  const places = parts.reduce((most, { places: of }) => Math.max(most, of), 0);
  const sum = parts.reduce((total, { digits, places: of }) => total + digits * 10n ** BigInt(places - of), 0n);
  return shown(sum, places);
}

function partsOf(text: string): { readonly digits: bigint; readonly places: number } {
  const [whole = '0', fraction = ''] = text.split('.');
  return { digits: BigInt(`${whole}${fraction}`), places: fraction.length };
}

function shown(sum: bigint, places: number): string {
  if (places === 0) return sum.toString();
  const digits = (sum < 0n ? -sum : sum).toString().padStart(places + 1, '0');
  const text = `${digits.slice(0, -places)}.${digits.slice(-places)}`.replace(/\.?0+$/, '');
  return sum < 0n ? `-${text}` : text;
}
