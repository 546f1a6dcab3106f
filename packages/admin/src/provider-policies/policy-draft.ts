import type { DayBy, PolicyFieldsFragment, ProviderPolicyInput, RoundingLevel, RoundingMode } from '../generated/graphql.ts';

/** A policy while it is typed: numbers as text, as they stand in their fields. */
export interface PolicyDraft {
  validFrom: string;
  approvalAbove: string;
  /** Empty: the provider declares no rounding. */
  roundingUnit: string;
  roundingLevel: RoundingLevel;
  roundingMode: RoundingMode;
  /** Empty: no sum is too much. */
  toleratedMost: string;
  lagHours: string;
  windowMinutes: string;
  dayBy: DayBy;
  doubtDays: string;
  reason: string;
}

/** What another policy begins from: what holds now, from a day on, and for a reason of its own. */
export function draftFrom(policy: PolicyFieldsFragment, validFrom: string): PolicyDraft {
  const { approvalAbove, rounding, toleratedMost, lagHours, windowMinutes, dayBy, doubtDays } = policy;
  return {
    validFrom,
    approvalAbove,
    roundingUnit: rounding?.unit ?? '',
    roundingLevel: rounding?.level ?? 'LINE',
    roundingMode: rounding?.mode ?? 'HALF_EVEN',
    toleratedMost: toleratedMost ?? '',
    lagHours: String(lagHours),
    windowMinutes: String(windowMinutes),
    dayBy,
    doubtDays: String(doubtDays),
    reason: '',
  };
}

/** The first field that is no whole number though it must be one, by its name. */
export function unreadableNumber(draft: PolicyDraft): 'lagHours' | 'windowMinutes' | 'doubtDays' | undefined {
  return (['lagHours', 'windowMinutes', 'doubtDays'] as const).find((field) => !/^\d{1,6}$/.test(draft[field].trim()));
}

/** A draft as the service takes it. */
export function policyInput(draft: PolicyDraft, providerAccountId: string): ProviderPolicyInput {
  const { validFrom, approvalAbove, roundingUnit, roundingLevel, roundingMode, toleratedMost, dayBy, reason } = draft;
  const unit = roundingUnit.trim();
  return {
    providerAccountId,
    validFrom,
    approvalAbove: approvalAbove.trim(),
    rounding: unit === '' ? null : { unit, level: roundingLevel, mode: roundingMode },
    toleratedMost: toleratedMost.trim() || null,
    lagHours: Number(draft.lagHours),
    windowMinutes: Number(draft.windowMinutes),
    dayBy,
    doubtDays: Number(draft.doubtDays),
    reason: reason.trim(),
  };
}
