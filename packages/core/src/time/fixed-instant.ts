import { daysSinceEpoch, isCivilDay } from './civil-day.ts';

const nanosPerMilli = 1_000_000n;
const [zero, dash, colon, dot, bigT, bigZ] = [48, 45, 58, 46, 84, 90];

/**
 * An instant in one of the three layouts that nearly every text has, read by position: `2026-11-20`, `2026-11-20T12:00:00Z`, `2026-11-20T12:00:00.000Z`.
 * Undefined for any other text and for what the calendar or the clock lacks: the reader of all layouts then decides.
 */
export function readFixedInstant(text: string): bigint | undefined {
  const { length } = text;
  if (length !== 10 && length !== 20 && length !== 24) return undefined;
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2);
  const [month, day] = [twoDigits(text, 5), twoDigits(text, 8)];
  const isDay = text.charCodeAt(4) === dash && text.charCodeAt(7) === dash && year >= 0 && isCivilDay({ year, month, day });
  if (!isDay) return undefined;
  const millis = length === 10 ? 0 : millisOfDay(text);
  if (millis === undefined) return undefined;
  return BigInt(daysSinceEpoch({ year, month, day }) * 86_400_000 + millis) * nanosPerMilli;
}

function millisOfDay(text: string): number | undefined {
  const isTime = text.charCodeAt(10) === bigT && text.charCodeAt(13) === colon && text.charCodeAt(16) === colon;
  if (!isTime || text.charCodeAt(text.length - 1) !== bigZ) return undefined;
  const [hour, minute, second] = [twoDigits(text, 11), twoDigits(text, 14), twoDigits(text, 17)];
  if (!(hour < 24 && minute < 60 && second < 60)) return undefined;
  const millis = text.length === 20 ? 0 : text.charCodeAt(19) === dot ? twoDigits(text, 20) * 10 + (twoDigits(text, 21) % 10) : Number.NaN;
  const total = ((hour * 60 + minute) * 60 + second) * 1000 + millis;
  return Number.isNaN(total) ? undefined : total;
}

/** The number of two digits; not a number where one is none, which every comparison then fails. */
function twoDigits(text: string, at: number): number {
  const [tens, units] = [text.charCodeAt(at) - zero, text.charCodeAt(at + 1) - zero];
  return tens >= 0 && tens <= 9 && units >= 0 && units <= 9 ? tens * 10 + units : Number.NaN;
}
