import { plainObject } from '../refusal/plain-object.ts';
import { accepted, refused, type Outcome, type Refusal } from '../refusal/refusal.ts';
import { listed, shown } from '../refusal/shown.ts';

/** What a stage fills in where a request leaves it open; absent or null: nothing. */
export interface StageDefaults {
  readonly quality?: string | null;
}

/** Defaults by the name of their stage: `{ ideation: { quality: 'low' }, final: { quality: 'high' } }`. */
export type StagesByName = Readonly<Record<string, StageDefaults>>;

/** Stages as they were handed in; none unless given. Refuses what holds no defaults by name. */
export function readStages(stages: unknown): Outcome<StagesByName> {
  if (stages === undefined || stages === null) return accepted({});
  const byName = plainObject(stages);
  if (byName === undefined) return badStages([], stages);
  for (const [name, defaults] of Object.entries(byName)) {
    const fields = plainObject(defaults);
    if (fields === undefined) return badStages([name], defaults);
    const { quality } = fields;
    if (quality !== undefined && quality !== null && typeof quality !== 'string') return badStages([name, 'quality'], quality);
  }
  return accepted(byName as StagesByName);
}

/** What is wrong with the stage of a request: that it is none of those known. */
export function stageProblems(stage: unknown, stages: StagesByName): readonly Refusal[] {
  if (stage === undefined || stage === null) return [];
  if (typeof stage === 'string' && Object.hasOwn(stages, stage)) return [];
  const names = Object.keys(stages);
  const known = names.length === 0 ? 'none is known here' : `there are ${listed(names)}`;
  return [{ code: 'unknown-stage', path: ['stage'], accepted: names, message: `No stage is called ${shown(stage)}: ${known}.` }];
}

/** The quality a stage fills in; undefined where it fills in none. */
export function stageQuality(stage: string | null | undefined, stages: StagesByName): string | undefined {
  return stage === undefined || stage === null ? undefined : (stages[stage]?.quality ?? undefined);
}

function badStages(path: readonly string[], value: unknown) {
  const message = `${shown(value)} holds no defaults of a stage: write such as { review: { quality: 'medium' } }.`;
  return refused({ code: 'invalid-request', path: ['stageDefaults', ...path], message });
}
