/** The accounts of what providers took: delivered or not, accrued for doubts, adjusted, and what no charge explains. Numbers of the chart. */
const costAccounts: readonly number[] = [5100, 5110, 5120, 5200, 5210];

/** The accounts of what workspaces were charged; they are credited, so their sign is turned. */
const revenueAccounts: readonly number[] = [4100, 4110];

/** What is summed: what providers took, or what workspaces were charged. */
export type Measure = 'cost' | 'revenue';

/** The accounts of a measure, and the sign under which they are shown. */
export function accountsOf(measure: Measure): { readonly accounts: readonly number[]; readonly sign: 1n | -1n } {
  return measure === 'cost' ? { accounts: costAccounts, sign: 1n } : { accounts: revenueAccounts, sign: -1n };
}
