/**
 * What a caller may be, in one workspace; several at once, each adding to the others.
 *
 * - `app` quotes, generates, cancels, uploads, records outcomes
 * - `operator` keeps prices, budgets and templates
 * - `approver` approves what an operator drafts
 * - `finance` reads ledger and reports, and brings the statements of providers
 * - `admin` keeps people and keys, and may do everything
 * - `auditor` reads everything and changes nothing
 */
export const roles = ['app', 'operator', 'approver', 'finance', 'admin', 'auditor'] as const;

/** One of `roles`. */
export type Role = (typeof roles)[number];
