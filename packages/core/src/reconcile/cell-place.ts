import { formatDay, nanosPerDay, type Instant } from '../time/instant.ts';
import { conditionOfLine, modelMeter, type Grain } from './find-grain.ts';
import type { Call, IdentifiedCalls } from './identify-calls.ts';
import type { LedgerLine } from './ledger-charge.ts';
import type { RecordedCharge, StatedLine } from './read-inputs.ts';

/** Where a cell lies: a call by its id; or a day, project and key. Empty: not told apart by it. */
export interface CellPlace {
  readonly call: string;
  readonly model: string;
  /** `*`: a whole call. */
  readonly meter: string;
  readonly mode: string;
  readonly conditions: string;
  /** The number of the UTC day since 1970. */
  readonly day: string;
  readonly project: string;
  readonly apiKey: string;
}

/** What decides where both sides lie. */
export interface Placing {
  readonly identified: IdentifiedCalls;
  readonly grain: Grain;
}

/** The meter of a line that bills a whole call. */
export const wholeCall = '*';

/** Where a usage line lies. */
export function placeOfLine({ identified, grain }: Placing, stated: StatedLine): CellPlace {
  const { meaning, line, from } = stated;
  const usage = meaning?.kind === 'usage' ? meaning : { model: '', meter: undefined, mode: '' };
  const id = identified.callOfLine.get(stated);
  const meter = usage.meter ?? wholeCall;
  if (id !== undefined) return callPlace(id, usage.model, billsWhole(identified.calls.get(id)) ? wholeCall : meter);
  const what = modelMeter(usage.model, grain.whole.has(usage.model) ? wholeCall : meter);
  return {
    call: '',
    model: usage.model,
    meter: grain.whole.has(usage.model) ? wholeCall : meter,
    mode: usage.mode,
    conditions: conditionsText(grain, what, (name) => conditionOfLine(stated, name)),
    day: grain.coarse.has(what) ? '' : dayNumber(from),
    project: grain.byProject ? (line.key.project ?? '') : '',
    apiKey: grain.byKey ? (line.key.apiKey ?? '') : '',
  };
}

/** Where the units of a meter of a charge lie, the provider having put it into that day. */
export function placeOfCharge({ identified, grain }: Placing, recorded: RecordedCharge, { meter }: LedgerLine, day: string): CellPlace {
  const { charge } = recorded;
  const id = identified.callOfCharge.get(recorded);
  if (id !== undefined) return callPlace(id, charge.model, billsWhole(identified.calls.get(id)) ? wholeCall : meter);
  const counted = grain.whole.has(charge.model) ? wholeCall : meter;
  const what = modelMeter(charge.model, counted);
  return {
    call: '',
    model: charge.model,
    meter: counted,
    mode: charge.mode,
    conditions: conditionsText(grain, what, (name) => charge[name]),
    day: grain.coarse.has(what) ? '' : day,
    project: grain.byProject ? (charge.project ?? '') : '',
    apiKey: grain.byKey ? (charge.apiKey ?? '') : '',
  };
}

/** A place as text: the same place, the same text. */
export function placeText({ call, model, meter, mode, conditions, day, project, apiKey }: CellPlace): string {
  return call === '' ? JSON.stringify([model, meter, mode, conditions, day, project, apiKey]) : `${call}\n${model}\n${meter}`;
}

/** The UTC day of an instant as a whole number of days since 1970. */
export function dayNumber(at: bigint): string {
  return (at / nanosPerDay).toString();
}

/** The number of a day as a UTC day: 20777 is 2026-11-20. */
export function dayText(day: string): string {
  return formatDay((BigInt(day) * nanosPerDay) as Instant);
}

function callPlace(call: string, model: string, meter: string): CellPlace {
  return { call, model, meter, mode: '', conditions: '', day: '', project: '', apiKey: '' };
}

function billsWhole(call: Call | undefined): boolean {
  return call?.lines.some(({ meaning }) => meaning?.kind === 'usage' && meaning.meter === undefined) ?? false;
}

function conditionsText(grain: Grain, what: string, valueOf: (name: 'size' | 'quality') => string | undefined): string {
  return (grain.conditions.get(what) ?? []).map((name) => `${name} ${valueOf(name) ?? ''}`).join(', ');
}
