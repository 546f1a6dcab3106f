import { registerEnumType } from 'type-graphql';
import type { Role } from './role.ts';

/** Roles as GraphQL spells them. */
export const RoleEnum = {
  APP: 'app',
  OPERATOR: 'operator',
  APPROVER: 'approver',
  FINANCE: 'finance',
  ADMIN: 'admin',
  AUDITOR: 'auditor',
} as const satisfies Record<string, Role>;

registerEnumType(RoleEnum, {
  name: 'Role',
  description: 'What a caller may do in a workspace; several roles add to each other.',
  valuesConfig: {
    APP: { description: 'Quotes, generates, cancels, uploads, records outcomes.' },
    OPERATOR: { description: 'Keeps prices, budgets and templates.' },
    APPROVER: { description: 'Approves what an operator drafts.' },
    FINANCE: { description: 'Reads the ledger, brings the statements of providers, and alone posts by hand and closes months.' },
    ADMIN: { description: 'Keeps people and keys, and may do everything else.' },
    AUDITOR: { description: 'Reads everything and changes nothing.' },
  },
});
