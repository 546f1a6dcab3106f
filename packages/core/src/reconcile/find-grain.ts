import { nanosPerDay } from '../time/instant.ts';
import type { IdentifiedCalls } from './identify-calls.ts';
import type { ReadInputs, RecordedCharge, StatedLine } from './read-inputs.ts';

/** How finely aggregated lines are stated: no cell is finer than both sides can fill it. */
export interface Grain {
  readonly byProject: boolean;
  readonly byKey: boolean;
  /** Of these models and meters some bucket is longer than a day. */
  readonly coarse: ReadonlySet<string>;
  /** Of size and quality those that every line of a model and meter names. */
  readonly conditions: ReadonlyMap<string, readonly ConditionName[]>;
  /** Models whose lines bill whole calls, whatever they consumed. */
  readonly whole: ReadonlySet<string>;
}

/** A condition of a price that a line may name. */
export type ConditionName = 'size' | 'quality';

const conditionNames: readonly ConditionName[] = ['size', 'quality'];

/** The grain of what identity left. A project or key that one side does not know everywhere is looked at by nobody. */
export function findGrain({ lines, charges }: ReadInputs, { callOfLine, callOfCharge }: IdentifiedCalls): Grain {
  const stated = lines.filter((line) => line.meaning?.kind === 'usage' && !callOfLine.has(line));
  const recorded = charges.filter((charge) => !callOfCharge.has(charge));
  const coarse = new Set<string>();
  const whole = new Set<string>();
  const conditions = new Map<string, readonly ConditionName[]>();
  for (const line of stated) {
    const { meaning } = line;
    if (meaning?.kind !== 'usage') continue;
    if (meaning.meter === undefined) whole.add(meaning.model);
    const what = modelMeter(meaning.model, meaning.meter ?? '*');
    if (line.until - line.from > nanosPerDay) coarse.add(what);
    const named = (conditions.get(what) ?? conditionNames).filter((name) => conditionOfLine(line, name) !== undefined);
    conditions.set(what, named);
  }
  return { byProject: isKnown('project', stated, recorded), byKey: isKnown('apiKey', stated, recorded), coarse, whole, conditions };
}

/** What grain is looked up by. */
export function modelMeter(model: string, meter: string): string {
  return `${model}\n${meter}`;
}

/** The size or quality that a line names, itself or by the words it stands for; undefined for none, or for several. */
export function conditionOfLine({ line, meaning }: StatedLine, name: ConditionName): string | undefined {
  const meant = meaning?.kind === 'usage' ? meaning.conditions?.[name] : undefined;
  return line[name] ?? (meant?.length === 1 ? meant[0] : undefined);
}

function isKnown(field: 'project' | 'apiKey', stated: readonly StatedLine[], recorded: readonly RecordedCharge[]): boolean {
  return stated.every(({ line }) => line.key[field] !== undefined) && recorded.every(({ charge }) => charge[field] !== undefined);
}
