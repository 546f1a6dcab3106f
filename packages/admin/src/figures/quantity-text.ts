/**
 * A count with thin spaces between thousands, from decimal text or bigint: 1056n → "1 056", "4160.5" → "4 160.5".
 * The spaces are U+202F, which never breaks a line.
 */
export function quantityText(quantity: string | bigint): string {
  const [whole = '', fraction] = String(quantity).split('.');
  const grouped = whole.replaceAll(/\B(?=(\d{3})+(?!\d))/g, '\u202F');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** A divisor as people say it: "1000000" → "1M", "1000" → "1k", "1" → "". */
export function perText(per: string | bigint): string {
  const text = String(per);
  if (text === '1') return '';
  if (/^[1-9]\d*0{6}$/.test(text)) return `${quantityText(text.slice(0, -6))}M`;
  if (/^[1-9]\d*0{3}$/.test(text)) return `${quantityText(text.slice(0, -3))}k`;
  return quantityText(text);
}
