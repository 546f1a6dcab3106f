import type { Transaction } from '../platform/database.ts';
import { payableOf } from './payable-of.ts';
import type { StoredReconciliation } from './reconciliation.table.ts';

/** Which charges, and since when they stand so. */
interface Standing {
  readonly since: Date;
  /** Only these of what the run covers; undefined: all of it. */
  readonly only?: readonly string[] | undefined;
}

/** Takes the charges that an accepted statement covers as far as its items are decided, and to paid where all that is payable is. A second time changes nothing. */
export async function stateStanding(tx: Transaction, run: StoredReconciliation, { since, only }: Standing): Promise<void> {
  const isPaid = (await payableOf(tx, run)).every(({ paid, left }) => paid !== 0n && left === 0n);
  await tx.$client.query({
    name: 'state-standing',
    text: 'SELECT state_standing($1, $2, $3, $4)',
    values: [run.id, since, isPaid, only ?? null],
  });
}
