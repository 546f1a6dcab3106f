import type { ChargeState } from '../generated/graphql.ts';

/** A queue of charges that somebody must know, as the pages tell of it. */
export interface QueueWords {
  readonly state: ChargeState;
  /** What the address calls it. */
  readonly name: string;
  readonly label: string;
  readonly meaning: string;
}

/** The queues, what weighs most first. */
export const queues: readonly QueueWords[] = [
  {
    state: 'UNBILLED',
    name: 'unbilled',
    label: 'Unbilled',
    meaning: 'delivered, and not to be rated: no usage, no price, or a reading that contradicts itself',
  },
  { state: 'IN_DOUBT', name: 'in-doubt', label: 'In doubt', meaning: 'nobody knows whether the provider bills it: the answer never came' },
  { state: 'ESTIMATED', name: 'estimated', label: 'Estimated', meaning: 'delivered without usage, carried at what was expected' },
];

/** Lists of items of reconciliations that wait beside the charges. */
export const itemLists: readonly Omit<QueueWords, 'state'>[] = [
  { name: 'claims', label: 'Claims', meaning: 'billed too much, claimed of the provider, and not given back yet' },
  {
    name: 'carried',
    label: 'Carried',
    meaning: 'stated otherwise than recorded, and left for later by whoever looked at it; it stands in suspense',
  },
];

/** How long something has waited, in its largest whole unit: 90 000 seconds → "1 day". */
export function ageText(seconds: number): string {
  const units = [
    ['day', 86_400],
    ['hour', 3_600],
    ['minute', 60],
  ] as const;
  const [name, length] = units.find(([, size]) => seconds >= size) ?? ['second', 1];
  const count = Math.floor(seconds / length);
  return `${count} ${name}${count === 1 ? '' : 's'}`;
}

/** Age bands of a queue, in days: what a statement may still tell, and what it no longer will. */
export function ageTone(seconds: number): 'fresh' | 'aging' | 'old' {
  const days = seconds / 86_400;
  return days < 4 ? 'fresh' : days < 31 ? 'aging' : 'old';
}
