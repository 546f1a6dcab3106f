/** How numbers of a CSV are written. */
export interface NumberForm {
  /** What stands between whole units and their fractions. */
  readonly decimal: '.' | ',';
  /** What groups thousands; absent: nothing does. */
  readonly thousands?: '.' | ',' | ' ' | "'" | undefined;
}

const blanks = /[\s\u00a0\u2007\u202f]/g;
const around = /^(?:[A-Z]{3}(?=[\s\u00a0\d(+−-])|[$€£¥])?(.*?)(?:[\s\u00a0]*[A-Z]{3}|[$€£¥])?$/;

/**
 * A number as people and spreadsheets write it → as a program does, digit by digit: `'1.234,50 €'` is `'1234.50'` where points group thousands, `'(12.00)'` and `'12.00-'` are
 * `'-12.00'`. What is not written that way comes back as it is, and is no number.
 */
export function plainNumber(text: string, { decimal, thousands }: NumberForm): string {
  const bare = (around.exec(text.trim())?.[1] ?? text).trim().replaceAll('−', '-');
  const inBrackets = /^\((.*)\)$/.exec(bare)?.[1];
  const trailing = /^([^-]*)-$/.exec(bare)?.[1];
  const [sign, digits] = signed(inBrackets ?? trailing ?? bare, (inBrackets ?? trailing) !== undefined);
  const whole = thousands === undefined ? digits : ungrouped(digits.trim(), { decimal, thousands });
  if (decimal === ',' && whole.includes('.')) return text;
  const plain = whole.replace(decimal, '.');
  return /^\d*\.?\d*(?:[eE][+-]?\d+)?$/.test(plain) && /\d/.test(plain)
    ? `${sign}${plain.startsWith('.') ? '0' : ''}${plain.replace(/\.$/, '')}`
    : text;
}

function signed(text: string, isNegative: boolean): readonly [string, string] {
  const [, minus, plus, rest = ''] = /^(?:(-)|(\+))?\s*(?:[$€£¥]\s*)?(.*)$/s.exec(text) ?? [];
  if ((minus ?? plus) !== undefined && isNegative) return ['', ''];
  return [isNegative || minus !== undefined ? '-' : '', rest];
}

/** Without the signs of thousands, where they stand where they should; else with them. */
function ungrouped(digits: string, { decimal, thousands }: Required<Pick<NumberForm, 'decimal'>> & { readonly thousands: string }): string {
  const spaced = thousands === ' ' ? digits.replaceAll(blanks, ' ') : digits;
  const [whole = '', ...fraction] = spaced.split(decimal);
  const groups = whole.split(thousands);
  const isGrouped = groups.length > 1 && groups.every((group, index) => (index === 0 ? /^\d{1,3}$/ : /^\d{3}$/).test(group));
  return isGrouped ? [groups.join(''), ...fraction].join(decimal) : digits;
}
