import type { Charge } from '@halfpenny/core';
import { storedLine } from '../quote/compose-quote.ts';
import type { ChargeSide } from './charge.table.ts';
import { isFinal } from './decide.ts';
import type { GenerationState, SideState, SideStep } from './decide.ts';
import type { PlacedImage } from './keep-images.ts';
import type { SideVerdict, Subject, Verdict } from './verdict.ts';

/** A verdict, what has become of its generation so far, and what follows for each side. */
export interface ToWrite {
  readonly subject: Subject;
  readonly verdict: Verdict;
  readonly state: GenerationState;
  readonly steps: { readonly charge: SideStep; readonly cost: SideStep };
  readonly at: Date;
}

/** A row of a table as PostgreSQL takes it: by the names of its columns. */
type Row = Readonly<Record<string, unknown>>;
type Rows = readonly Row[];

const sides: readonly ChargeSide[] = ['charge', 'cost'];

/** What a verdict changes of attempt, images, charges and generation. What it does not change is left out. */
export function conclusionRows(toWrite: ToWrite) {
  const many = {
    images: imageRows(toWrite),
    charges: sides.flatMap((side) => chargeRows(toWrite, side)),
    lines: sides.flatMap((side) => lineRows(toWrite, side)),
    corrections: sides.flatMap((side) => correctionRows(toWrite, side)),
    unkept: unkeptRows(toWrite),
  };
  const one = { attempt: attemptRow(toWrite), generation: generationRow(toWrite) };
  const changing = [
    ...Object.entries(many).filter(([, rows]) => rows.length > 0),
    ...Object.entries(one).filter(([, row]) => row !== undefined),
  ];
  return Object.fromEntries(changing);
}

/** The first outcome of a call stands; what stays unknown still gets its end and what was seen of it. */
function attemptRow({ subject, verdict: { attempt }, state }: ToWrite): Row | undefined {
  if (attempt === undefined || state.attempt !== 'unknown') return undefined;
  const { outcome, httpStatus, providerRequestId, reply, failure, endedAt, serviceAt } = attempt;
  return {
    workspace_id: subject.workspaceId,
    id: subject.attemptId,
    outcome,
    http_status: httpStatus,
    provider_request_id: providerRequestId,
    reading: reply?.['usage'] ?? null,
    reply,
    failure,
    ended_at: endedAt.toISOString(),
    service_at: serviceAt?.toISOString() ?? null,
  };
}

/** What was paid for is shown, though its caller was told of a failure before; a second answer adds nothing to the images of the first. */
function imageRows({ subject, verdict, state }: ToWrite): Rows {
  if (state.images > 0) return [];
  return verdict.images.map((image) => imageRow(subject, image));
}

/** A second answer that could not be kept adds nothing to what the first one left. */
function unkeptRows({ subject, verdict, state }: ToWrite): Rows {
  if (!isOpen(state) || state.attempt !== 'unknown') return [];
  return verdict.unkept.map((image) => ({ ...imageRow(subject, image), reason: image.reason }));
}

function imageRow({ workspaceId, generationId }: Subject, image: PlacedImage) {
  const { position, sha256, format, width, height, bytes, revisedPrompt } = image;
  const of = { workspace_id: workspaceId, generation_id: generationId };
  return { ...of, position, sha256, format, width, height, bytes, revised_prompt: revisedPrompt };
}

function chargeRows({ subject, verdict, steps }: ToWrite, side: ChargeSide): Rows {
  const step = steps[side];
  if (step.kind !== 'reach') return [];
  const { charge, entryId } = ratedBy(verdict[side]);
  const of = { workspace_id: subject.workspaceId, generation_id: subject.generationId, side };
  return [{ ...of, state: step.state, currency: charge?.total.currency ?? null, total: step.total, price_entry_id: entryId }];
}

function lineRows({ subject, verdict, steps }: ToWrite, side: ChargeSide): Rows {
  if (steps[side].kind !== 'reach') return [];
  const of = { workspace_id: subject.workspaceId, generation_id: subject.generationId, side, multiplier: 1, divisor: 1 };
  return (ratedBy(verdict[side]).charge?.lines ?? []).map(storedLine).map(({ unitPrice, ...line }, position) => ({
    ...of,
    ...line,
    position,
    unit_price: unitPrice,
  }));
}

function correctionRows({ subject, verdict, state, steps, at }: ToWrite, side: ChargeSide): Rows {
  const step = steps[side];
  const { charge, entryId } = ratedBy(verdict[side]);
  const currency = charge?.total.currency ?? currencyTakenBack(verdict[side]);
  if (step.kind !== 'correct' || currency === undefined) return [];
  return [
    {
      workspace_id: subject.workspaceId,
      generation_id: subject.generationId,
      side,
      number: step.number,
      state: step.state,
      currency,
      total: step.total,
      difference: step.difference,
      price_entry_id: entryId,
      lines: (charge?.lines ?? []).map(storedLine),
      reason: state.sides[side].state === 'estimated' && verdict.source === 'late-result' ? 'estimate-known' : verdict.source,
      evidence: verdict.evidence,
      recorded_at: at.toISOString(),
    },
  ];
}

function currencyTakenBack(verdict: SideVerdict): string | undefined {
  return verdict.state === 'void' ? verdict.currency : undefined;
}

/** Status, usage and failure while it is open; the instant of settlement once both sides are final. */
function generationRow({ subject, verdict, state, steps, at }: ToWrite): Row | undefined {
  const takesStatus = isOpen(state) && !(verdict.status === 'unknown' && state.status === 'unknown');
  const settles =
    sides.some((side) => becomesFinal(state.sides[side], steps[side])) &&
    sides.every((side) => isOrBecomesFinal(state.sides[side], steps[side]));
  if (!takesStatus && !settles) return undefined;
  return {
    workspace_id: subject.workspaceId,
    id: subject.generationId,
    status: takesStatus ? verdict.status : null,
    usage: verdict.usage,
    delivered: verdict.delivered,
    failure: verdict.failure,
    settled_at: settles ? at.toISOString() : null,
  };
}

function isOpen({ status }: GenerationState): boolean {
  return status === 'running' || status === 'unknown' || status === 'queued';
}

function becomesFinal(current: SideState, step: SideStep): boolean {
  return !isFinal(current) && step.kind === 'reach' && step.total !== null;
}

function isOrBecomesFinal(current: SideState, step: SideStep): boolean {
  return isFinal(current) || becomesFinal(current, step);
}

function ratedBy(verdict: SideVerdict): { readonly charge: Charge | undefined; readonly entryId: string | null } {
  if (verdict.state === 'settled' || verdict.state === 'estimated') return { charge: verdict.charge, entryId: verdict.entry.id };
  return { charge: undefined, entryId: verdict.state === 'unbilled' ? (verdict.entry?.id ?? null) : null };
}
