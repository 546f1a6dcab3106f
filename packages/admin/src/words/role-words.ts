/** A role and what it is for, as a person reads it. */
export interface RoleWord {
  readonly value: 'APP' | 'OPERATOR' | 'APPROVER' | 'FINANCE' | 'ADMIN' | 'AUDITOR';
  readonly label: string;
  readonly purpose: string;
}

/** Every role, the most usual for a program first. */
export const roleList: readonly RoleWord[] = [
  { value: 'APP', label: 'App', purpose: 'quotes and generates' },
  { value: 'OPERATOR', label: 'Operator', purpose: 'keeps prices, budgets and templates' },
  { value: 'APPROVER', label: 'Approver', purpose: 'approves what an operator drafts' },
  { value: 'FINANCE', label: 'Finance', purpose: 'brings statements, posts by hand, closes months' },
  { value: 'AUDITOR', label: 'Auditor', purpose: 'reads everything, changes nothing' },
  { value: 'ADMIN', label: 'Admin', purpose: 'keeps people and keys, may do all but post by hand' },
];

/** Roles in a sentence, however they are spelt: ["app", "finance"] → "app and finance". */
export function roleWords(roles: readonly string[]): string {
  const words = roles.map((role) => role.toLowerCase());
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
