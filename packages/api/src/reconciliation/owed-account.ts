import type { Transaction } from '../platform/database.ts';

/**
 * Where what a provider states is owed: on provider_payable; of one that is paid beforehand on provider_accrued, from where what is owed is taken from the lots, so that
 * provider_prepaid stands where another has a payable.
 */
export async function owedAccount(tx: Transaction, providerAccountId: string): Promise<'provider_payable' | 'provider_accrued'> {
  return (await isPrepaid(tx, providerAccountId)) ? 'provider_accrued' : 'provider_payable';
}

/** Whether an account is paid beforehand: a lot of credit was recorded there. */
export async function isPrepaid(tx: Transaction, providerAccountId: string): Promise<boolean> {
  const text = `SELECT EXISTS (SELECT FROM prepaid_lot WHERE provider_account_id = $1 AND state = 'recorded') AS prepaid`;
  const { rows } = await tx.$client.query<{ prepaid: boolean }>({ name: 'is-prepaid', text, values: [providerAccountId] });
  return rows[0]?.prepaid === true;
}
