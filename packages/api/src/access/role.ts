/**
 * What a caller may be, in one workspace; several at once, each adding to the others.
 *
 * - `app` quotes, generates, cancels, uploads, records outcomes
 * - `operator` keeps prices, budgets and templates
 * - `approver` approves what an operator drafts
 * - `finance` reads ledger and reports, brings the statements of providers, and alone posts by hand and closes months
 * - `admin` keeps people and keys, and may do everything else
 * - `auditor` reads everything and changes nothing
 */
export const roles = ['app', 'operator', 'approver', 'finance', 'admin', 'auditor'] as const;

/** What whoever sits at the machine is where it is open, and whoever shows the key of the settings: there is nobody else to be finance. */
export const rolesOfTheKeeper = ['admin', 'finance'] as const;

/** One of `roles`. */
export type Role = (typeof roles)[number];
