import type { Caller } from './caller.ts';
import type { Role } from './role.ts';

const seeing: readonly Role[] = ['operator', 'finance', 'auditor', 'admin'];

/** Whether a caller may see what providers take: cost entries, costs, and so the margin. All others see what they are charged. */
export function seesCost({ roles }: Pick<Caller, 'roles'>): boolean {
  return seeing.some((role) => roles.has(role));
}
