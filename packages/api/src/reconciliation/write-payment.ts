import type { Transaction } from '../platform/database.ts';
import { storedJson } from '../platform/stored-json.ts';

/** Keeps what was paid or given back, a row by the names of its columns, beside its posting. */
export async function writePayment(tx: Transaction, row: Readonly<Record<string, unknown>>): Promise<void> {
  const text = 'INSERT INTO provider_payment SELECT * FROM jsonb_populate_record(NULL::provider_payment, $1)';
  await tx.$client.query({ name: 'record-payment', text, values: [storedJson(row)] });
}
