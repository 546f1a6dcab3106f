import { formatDecimal, parseDecimal } from './decimal.ts';

const decimalsMost = 12;
const digitsMost = 60;
const ornaments = /[\s\u00a0\u202f'_$€£¥]|^[A-Z]{3}|[A-Z]{3}$/g;
const scientific = /^(-?)(\d+)(?:\.(\d+))?[eE]([+-]?\d{1,2})$/;

/**
 * Plain decimals that a text out of a spreadsheet may have meant, the likeliest first: `$1,234.50` meant 1234.5, `1e-6` meant 0.000001, and `1,234` either 1234 or 1.234.
 * Empty where it meant none. They are offered, never taken by themselves.
 */
export function nearDecimals(text: unknown): readonly string[] {
  const typed = typeof text === 'number' ? String(text) : text;
  if (typeof typed !== 'string' || typed.length > digitsMost) return [];
  const bare = typed.trim().replaceAll(ornaments, '').replace(/^\+/, '');
  const readings = withoutExponent(bare) ?? withoutCommas(bare);
  return [...new Set(readings.flatMap(plain))];
}

function withoutExponent(text: string): readonly string[] | undefined {
  const match = scientific.exec(text);
  if (match === null) return undefined;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  const point = whole.length + Number(exponent);
  const digits = `${whole}${fraction}`.padEnd(Math.max(point, 0), '0').padStart(whole.length + fraction.length + Math.max(-point, 0), '0');
  const shifted = Math.max(point, 0);
  return [`${sign}${digits.slice(0, shifted)}.${digits.slice(shifted)}`];
}

/** Of two kinds of marks the last is the decimal point; a single comma before three digits can be either. */
function withoutCommas(text: string): readonly string[] {
  const commas = text.split(',').length - 1;
  if (commas === 0) return [text];
  if (text.includes('.')) {
    return text.lastIndexOf('.') > text.lastIndexOf(',') ? [text.replaceAll(',', '')] : [text.replaceAll('.', '').replace(',', '.')];
  }
  const grouped = text.replaceAll(',', '');
  if (commas > 1) return [grouped];
  return /,\d{3}$/.test(text) ? [grouped, text.replace(',', '.')] : [text.replace(',', '.')];
}

/** Without needless zeros, and cut to the decimals that there are at most. */
function plain(text: string): readonly string[] {
  const match = /^(-?)0*(\d*)(?:\.(\d*))?$/.exec(text);
  if (match === null || !/\d/.test(text)) return [];
  const [, sign = '', whole = '', fraction = ''] = match;
  const parsed = parseDecimal(`${sign}${whole === '' ? '0' : whole}.${fraction.slice(0, decimalsMost).padEnd(1, '0')}`);
  // What vanishes is not what was meant.
  if (!parsed.ok || (parsed.value === 0n && /[1-9]/.test(text))) return [];
  return [formatDecimal(parsed.value)];
}
