import type { ChargeQueueQuery, DoubtOutcome } from '../generated/graphql.ts';

/** A charge that waits, as the list has it. */
export type QueuedCharge = ChargeQueueQuery['chargeQueue']['edges'][number]['node'];

/** What a doubt can count as, as the pages tell of it. */
export const outcomeWords: Readonly<Record<DoubtOutcome, { readonly label: string; readonly does: string }>> = {
  ESTIMATED: { label: 'Count it as billed', does: 'It is carried at an estimate, and its hold is settled.' },
  VOID: { label: 'Count it as not billed', does: 'Nothing is posted, and its hold is released.' },
};

/** Whether a person may decide it at an instant, RFC 3339. */
export function isDecidable({ decidableAt }: Pick<QueuedCharge, 'decidableAt'>, now: string): boolean {
  return typeof decidableAt === 'string' && Date.parse(decidableAt) <= Date.parse(now);
}

/** What was typed as usage, a meter and its quantity a line → what the service takes; undefined: it cannot be read. Nothing typed: what was expected. */
export function typedUsage(text: string): readonly { readonly meter: string; readonly quantity: string }[] | null | undefined {
  const lines = text
    .split(/[\n,;]/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (lines.length === 0) return null;
  const read = lines.map((line) => /^([a-z_]+)[\s:=]+(\d{1,15})$/.exec(line));
  return read.every((match) => match !== null) ? read.map((match) => ({ meter: match[1] ?? '', quantity: match[2] ?? '' })) : undefined;
}
