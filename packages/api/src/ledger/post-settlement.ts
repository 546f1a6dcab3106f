import { invariant, type Charge } from '@halfpenny/core';
import { sql } from 'drizzle-orm';
import type { Transaction } from '../platform/database.ts';
import type { NewId } from '../platform/identifiers.ts';
import { engineVersion } from './engine-version.ts';
import { ledgerTxTable } from './ledger-tx.table.ts';
import { settlementPostings } from './settlement.ts';

/** A settled generation, as the ledger hears of it. */
export interface Settlement {
  readonly workspaceId: string;
  readonly book: 'real' | 'simulated';
  readonly providerAccountId: string;
  readonly generationId: string;
  readonly attemptId: string;
  /** When the provider worked; its UTC day is the accounting date. */
  readonly serviceAt: Date;
  readonly recordedAt: Date;
  /** What the provider takes: rated by the entry in force at `serviceAt`. */
  readonly cost: Charge;
  readonly priceEntryId: string;
  /** Whether at least one image arrived. */
  readonly delivered: boolean;
}

/**
 * Posts a settlement and answers with the id of its transaction: one ledger transaction with a pair of entries for each line of the cost.
 * The second settlement of an attempt breaks a rule of the database, and with it the transaction it is part of.
 */
export async function postSettlement(tx: Transaction, settlement: Settlement, newId: NewId): Promise<string> {
  const { cost, delivered, priceEntryId, ...about } = settlement;
  invariant(cost.lines.length > 0, 'What was settled was used: a cost has at least one line.');
  const id = newId();
  const accountingDate = settlement.serviceAt.toISOString().slice(0, 10);
  await tx.insert(ledgerTxTable).values({ ...about, id, event: 'settled', engineVersion, accountingDate });
  const postings = settlementPostings(cost, { priceEntryId, delivered });
  await tx.execute(sql`
    INSERT INTO ledger_entry (workspace_id, tx_id, position, account, currency, amount, meter, quantity, unit_price, per,
                              multiplier, divisor, price_entry_id)
    SELECT ${settlement.workspaceId}, ${id}, (row_number() OVER ()) - 1, account, currency, amount, meter, quantity, "unitPrice", per,
           1, 1, "priceEntryId"
    FROM jsonb_to_recordset(${JSON.stringify(postings)}::jsonb) AS posting (
      account text, currency text, amount numeric, meter text, quantity numeric, "unitPrice" numeric, per numeric, "priceEntryId" uuid)`);
  return id;
}
