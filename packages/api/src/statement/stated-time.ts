/** Whether a provider can have stated something of an instant, RFC 3339 in UTC: one of the years 2000 to 2099. What lies without is a slip of whoever wrote the file. */
export function isStatedTime(instant: string): boolean {
  return /^20\d\d-/.test(instant);
}

/** What is said of any other. */
export const noStatedTime = 'A statement is about times from 2000 to 2099.';
