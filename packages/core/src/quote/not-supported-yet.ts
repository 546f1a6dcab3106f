import type { Refusal } from '../refusal/refusal.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Each field that is known and not honoured yet, refused by name: what is ignored would be quoted wrongly. */
export function notSupportedYet({ stage, complexity }: Fields): readonly Refusal[] {
  return [
    ...(isAbsent(stage) ? [] : [later('stage', 'Stages are not honoured yet: leave it out.')]),
    ...(isAbsent(complexity) ? [] : [later('complexity', 'What complexity costs is not known: leave it out.')]),
  ];
}

function later(field: string, message: string): Refusal {
  return { code: 'not-supported-yet', path: [field], message, accepted: [] };
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}
