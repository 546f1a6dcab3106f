/** How far a provider's own time may lie outside the attempt and still be believed; beyond that its clock is wrong, not ours. */
const toleranceMilliseconds = 600_000;

/**
 * When the provider worked: its own word (`created`, whole seconds since 1970), else the end of the attempt. It decides
 * which price entry the cost is rated by. A word that cannot be true is not believed.
 */
export function serviceInstant(
  reply: Readonly<Record<string, unknown>>,
  attempt: { readonly startedAt: Date; readonly endedAt: Date },
): Date {
  const { created } = reply;
  if (typeof created !== 'number' || !Number.isInteger(created)) return attempt.endedAt;
  const said = created * 1000;
  const possible = said >= attempt.startedAt.getTime() - toleranceMilliseconds && said <= attempt.endedAt.getTime() + toleranceMilliseconds;
  return possible ? new Date(said) : attempt.endedAt;
}
