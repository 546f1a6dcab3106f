import type { Refusal } from '../refusal/refusal.ts';

/** Each field that is known and not honoured yet, refused by name: what is ignored would be quoted wrongly. Of `complexity` (2.6) no source tells values or costs. */
export function notSupportedYet({ complexity }: Readonly<Record<string, unknown>>): readonly Refusal[] {
  if (complexity === undefined || complexity === null) return [];
  const message = 'Neither the values of complexity nor what they cost are published: leave it out.';
  return [{ code: 'not-supported-yet', path: ['complexity'], message, accepted: [] }];
}
