/** What a reply asks to wait before the next call, in milliseconds: `Retry-After` in whole seconds, or `Retry-After-Ms`. Null: nothing readable. */
export function retryAfter(headers: Headers | undefined): number | null {
  const milliseconds = wholeNumber(headers?.get('retry-after-ms'));
  if (milliseconds !== null) return milliseconds;
  const seconds = wholeNumber(headers?.get('retry-after'));
  return seconds === null ? null : seconds * 1000;
}

/** A date instead of a number would need a clock that agrees with the provider's: it is passed over, and our own pause stands. */
function wholeNumber(text: string | null | undefined): number | null {
  return text != null && /^\d{1,9}$/.test(text.trim()) ? Number(text) : null;
}
