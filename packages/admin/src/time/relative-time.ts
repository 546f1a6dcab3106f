const units = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;
const written = new Intl.RelativeTimeFormat('en-GB', { numeric: 'always', style: 'short' });

/** How long ago an instant was, in its largest whole unit: "3 min ago"; "just now" within a minute, and for what is still to come. */
export function relativeTime(instant: string, now: string): string {
  const seconds = Math.floor((Date.parse(now) - Date.parse(instant)) / 1000);
  const unit = units.find(([, length]) => seconds >= length);
  return unit === undefined ? 'just now' : written.format(-Math.floor(seconds / unit[1]), unit[0]);
}
