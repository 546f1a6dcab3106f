/**
 * What a reply asks to wait before the next call, in milliseconds: `Retry-After-Ms`, or `Retry-After` in whole seconds or as a date, which is
 * held against the reply's own `Date`, so that no clock of ours need agree with the provider's. Null: nothing readable.
 */
export function retryAfter(headers: Headers | undefined): number | null {
  const milliseconds = wholeNumber(headers?.get('retry-after-ms'));
  if (milliseconds !== null) return milliseconds;
  const seconds = wholeNumber(headers?.get('retry-after'));
  return seconds === null ? untilDate(headers) : seconds * 1000;
}

function wholeNumber(text: string | null | undefined): number | null {
  return text != null && /^\d{1,9}$/.test(text.trim()) ? Number(text) : null;
}

/** Example: "Sat, 21 Nov 2026 12:00:30 GMT" in a reply dated "Sat, 21 Nov 2026 12:00:00 GMT" is 30,000. */
function untilDate(headers: Headers | undefined): number | null {
  const pause = Date.parse(headers?.get('retry-after') ?? '') - Date.parse(headers?.get('date') ?? '');
  return Number.isNaN(pause) ? null : Math.max(pause, 0);
}
