/** An account of the chart as it is read: "provider_accrued" → "provider accrued". */
export function accountWords(account: string): string {
  return account.replaceAll('_', ' ');
}
