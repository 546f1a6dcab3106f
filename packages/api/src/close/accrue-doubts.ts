import { formatDecimal } from '@halfpenny/core';
import { ledgerRows, type LedgerEvent } from '../ledger/ledger-rows.ts';
import { plainPosting } from '../ledger/posting.ts';
import type { Transaction } from '../platform/database.ts';
import type { NewId } from '../platform/identifiers.ts';
import { storedJson } from '../platform/stored-json.ts';
import type { Accrued } from './accrual-basis.ts';
import type { Closing } from './closing.ts';
import type { OpenDoubt } from './open-doubts.ts';

/** How doubts are accrued, and when that is recorded. */
export interface Accruing {
  readonly accrued: Accrued;
  readonly newId: NewId;
  readonly at: Date;
}

/** A transaction that is to be posted, under the id it will have. */
export interface PlannedPosting {
  readonly id: string;
  readonly event: LedgerEvent;
}

/**
 * What doubts are accrued at: doubt_cost against provider_accrued_doubt at the last instant of the month, and the opposite at the first instant of the next, for each
 * provider account and currency. So the month bears what is expected, and the next one bears nothing twice when it is known.
 */
export function planAccruals(closing: Closing, doubts: readonly OpenDoubt[], accruing: Accruing): readonly PlannedPosting[] {
  const groups = Map.groupBy(doubts, ({ providerAccountId, currency }) => `${providerAccountId} ${currency}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    const pico = group.reduce((sum, doubt) => sum + accruing.accrued(doubt), 0n);
    if (first === undefined || pico === 0n) return [];
    const accrual = accruing.newId();
    const reversed = { ...accrualOf(closing, first, -pico, accruing), ...reversal(closing), corrects: accrual };
    return [
      { id: accrual, event: accrualOf(closing, first, pico, accruing) },
      { id: accruing.newId(), event: reversed },
    ];
  });
}

/** Posts what was planned. */
export async function postPlanned(tx: Transaction, planned: readonly PlannedPosting[]): Promise<void> {
  for (const { id, event } of planned) {
    const { posting, entries } = ledgerRows(event, id);
    await tx.$client.query('SELECT post_transaction($1, $2)', [storedJson(posting), storedJson(entries)]);
  }
}

function accrualOf(
  { workspaceId, book, month, until }: Closing,
  { providerAccountId, currency }: OpenDoubt,
  pico: bigint,
  { at }: Accruing,
): LedgerEvent {
  return {
    workspaceId,
    book,
    providerAccountId,
    generationId: null,
    attemptId: null,
    event: 'doubts-accrued',
    serviceAt: new Date(Date.parse(`${until}T00:00:00Z`) - 1),
    recordedAt: at,
    corrects: null,
    reason: `The close of ${month.slice(0, 7)} accrues ${formatDecimal(pico)} ${currency} for doubts.`,
    postings: [plainPosting('doubt_cost', { currency, pico }), plainPosting('provider_accrued_doubt', { currency, pico: -pico })],
  };
}

function reversal({ month, until }: Closing) {
  const reason = `The accrual of doubts of ${month.slice(0, 7)} is taken back.`;
  return { event: 'doubts-reversed', serviceAt: new Date(`${until}T00:00:00Z`), reason };
}
