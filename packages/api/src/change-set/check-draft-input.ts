import { accepted, refused } from '@halfpenny/core';
import type { Outcome, RefusalInput } from '@halfpenny/core';
import { isId } from '../platform/identifiers.ts';
import { storedJson } from '../platform/stored-json.ts';
import type { PriceDraftInput } from './change-set-input.type.ts';
import type { DraftedEntry, draftTable } from './change-set.table.ts';

/** A draft that can be stored, whatever else is wrong with it. */
export type StorableDraft = Pick<typeof draftTable.$inferInsert, 'action' | 'targetId' | 'entry' | 'endsAt'> & {
  /** Undefined: it is a new one. */
  readonly id: string | undefined;
};

/** How many drafts a change set holds at most. */
export const draftsMost = 10_000;
const entryCharactersMost = 200_000;
const endCharactersMost = 100;

/** Drafts as a caller gave them → what is stored. Refuses only what cannot be kept at all; what is wrong with a price is said when it is checked. */
export function checkDraftInputs(inputs: readonly PriceDraftInput[], field: string): Outcome<readonly StorableDraft[]> {
  if (inputs.length > draftsMost) return badDraft([field], `A change set holds at most ${draftsMost.toLocaleString('en')} drafts.`);
  const drafts: StorableDraft[] = [];
  for (const [index, input] of inputs.entries()) {
    const draft = checkDraftInput(input, [field, String(index)]);
    if (!draft.ok) return draft;
    drafts.push(draft.value);
  }
  const ids = drafts.flatMap(({ id }) => id ?? []);
  if (new Set(ids).size < ids.length) return badDraft([field], 'Two drafts have one id: give each its own, or none.');
  return accepted(drafts);
}

function checkDraftInput({ id, action, targetId, entry, endsAt }: PriceDraftInput, path: readonly string[]): Outcome<StorableDraft> {
  if (id != null && !isId(id)) return badDraft([...path, 'id'], 'A draft is known by a uuid, or by none while it is new.');
  if (action === 'add' ? targetId != null : targetId == null || !isId(targetId)) {
    const message = action === 'add' ? 'An addition has no target.' : 'Say which entry it is about, by its id.';
    return badDraft([...path, 'targetId'], message);
  }
  const needsEntry = action === 'add' || action === 'correct';
  if (needsEntry !== (entry != null)) {
    const message = needsEntry
      ? 'Say what the entry is to be, in the fields of a price list.'
      : 'Only an addition and a correction say what an entry is to be.';
    return badDraft([...path, 'entry'], message);
  }
  if (entry != null && (typeof entry !== 'object' || Array.isArray(entry) || JSON.stringify(entry).length > entryCharactersMost)) {
    return badDraft([...path, 'entry'], `An entry is an object of at most ${entryCharactersMost.toLocaleString('en')} characters of JSON.`);
  }
  if (endsAt != null && (action !== 'close' || endsAt.length > endCharactersMost)) {
    return badDraft([...path, 'endsAt'], `Only what closes an entry says when, in at most ${endCharactersMost} characters.`);
  }
  const kept = entry == null ? null : (JSON.parse(storedJson(entry)) as DraftedEntry);
  return accepted({
    id: id?.toLowerCase(),
    action,
    targetId: targetId?.toLowerCase() ?? null,
    entry: kept,
    endsAt: endsAt?.replaceAll('\0', '') ?? null,
  });
}

function badDraft(path: NonNullable<RefusalInput['path']>, message: string) {
  return refused({ code: 'invalid-change-set', path, message });
}
