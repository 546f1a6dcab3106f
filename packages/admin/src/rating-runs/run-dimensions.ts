import type { RunDimension } from '../generated/graphql.ts';

/** What the sums of a run can be looked at by, in words. */
export const runDimensions: readonly { readonly value: RunDimension; readonly label: string }[] = [
  { value: 'MODEL', label: 'Model' },
  { value: 'WORKSPACE', label: 'Workspace' },
  { value: 'TEMPLATE', label: 'Template' },
  { value: 'PROVIDER', label: 'Provider' },
  { value: 'MODE', label: 'Mode' },
];

/** A dimension as an address names it; the model where it names none. */
export function runDimension(text: string): RunDimension {
  return runDimensions.find(({ value }) => value.toLowerCase() === text)?.value ?? 'MODEL';
}
