/** What was probably meant by an instant that is none: "2026-12-1" → "2026-12-01", "2026-12-01 09:30" → "2026-12-01T09:30:00Z", "1 Dec 2026" → "2026-12-01". */
export function suggestInstant(text: string): string | undefined {
  const short = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(text.trim());
  if (short !== null) return differing(text, [short[1], short[2]?.padStart(2, '0'), short[3]?.padStart(2, '0')].join('-'));
  const hour = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(:\d{2})?(?: ?UTC|Z)?$/.exec(text.trim());
  if (hour !== null) return differing(text, `${hour[1]}T${hour[2]}${hour[3] ?? ':00'}Z`);
  const worded = /^(\d{1,2})\.? ([A-Z][a-z]{2})[a-z]* (\d{4})$/.exec(text.trim());
  const month =
    worded === null ? 0 : ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'].indexOf(worded[2] ?? '') + 1;
  return month === 0 || worded === null ? undefined : [worded[3], String(month).padStart(2, '0'), worded[1]?.padStart(2, '0')].join('-');
}

function differing(text: string, guess: string): string | undefined {
  return guess === text ? undefined : guess;
}
