import type { Charge } from '@halfpenny/core';
import type { Transaction } from '../platform/database.ts';
import { storedJson } from '../platform/stored-json.ts';
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

/** Rows of a table as PostgreSQL takes them: by the names of its columns. */
type Rows = readonly Readonly<Record<string, unknown>>[];

const sides: readonly ChargeSide[] = ['charge', 'cost'];

/** Writes what a verdict changes of attempt, images, charges and generation, in one statement. What it does not change gets no row. */
export async function writeConclusion(tx: Transaction, toWrite: ToWrite): Promise<void> {
  const rows = [
    attemptRows(toWrite),
    imageRows(toWrite),
    sides.flatMap((side) => chargeRows(toWrite, side)),
    sides.flatMap((side) => lineRows(toWrite, side)),
    sides.flatMap((side) => correctionRows(toWrite, side)),
    generationRows(toWrite),
    unkeptRows(toWrite),
  ];
  if (rows.every(({ length }) => length === 0)) return;
  await tx.$client.query({ name: 'write-conclusion', text: statement, values: rows.map(storedJson) });
}

/** The first outcome of a call stands; what stays unknown still gets its end and what was seen of it. */
function attemptRows({ subject, verdict: { attempt }, state }: ToWrite): Rows {
  if (attempt === undefined || state.attempt !== 'unknown') return [];
  const { outcome, httpStatus, providerRequestId, reply, failure, endedAt, serviceAt } = attempt;
  return [
    {
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
    },
  ];
}

/** A generation that came to its end without images stays without: its caller was told. */
function imageRows({ subject, verdict, state }: ToWrite): Rows {
  if (!isOpen(state) || state.images > 0) return [];
  return verdict.images.map((image) => imageRow(subject, image));
}

/** Likewise; a second answer that could not be kept adds nothing to what the first one left. */
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
  if (step.kind !== 'correct' || charge === undefined) return [];
  return [
    {
      workspace_id: subject.workspaceId,
      generation_id: subject.generationId,
      side,
      number: step.number,
      state: step.state,
      currency: charge.total.currency,
      total: step.total,
      difference: step.difference,
      price_entry_id: entryId,
      lines: charge.lines.map(storedLine),
      reason: state.sides[side].state === 'estimated' && verdict.source === 'late-result' ? 'estimate-known' : verdict.source,
      evidence: verdict.evidence,
      recorded_at: at.toISOString(),
    },
  ];
}

/** Status, usage and failure while it is open; the instant of settlement once both sides are final. */
function generationRows({ subject, verdict, state, steps, at }: ToWrite): Rows {
  const takesStatus = isOpen(state) && !(verdict.status === 'unknown' && state.status === 'unknown');
  const settles =
    sides.some((side) => becomesFinal(state.sides[side], steps[side])) &&
    sides.every((side) => isOrBecomesFinal(state.sides[side], steps[side]));
  if (!takesStatus && !settles) return [];
  return [
    {
      workspace_id: subject.workspaceId,
      id: subject.generationId,
      status: takesStatus ? verdict.status : null,
      usage: verdict.usage,
      delivered: verdict.delivered,
      failure: verdict.failure,
      settled_at: settles ? at.toISOString() : null,
    },
  ];
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

const statement = `
  WITH ended AS (
    UPDATE provider_attempt AS a
    SET outcome = n.outcome, http_status = n.http_status, provider_request_id = n.provider_request_id, reading = n.reading, reply = n.reply,
        failure = n.failure, ended_at = n.ended_at, service_at = n.service_at
    FROM jsonb_populate_recordset(NULL::provider_attempt, $1::jsonb) AS n WHERE a.workspace_id = n.workspace_id AND a.id = n.id
  ), kept AS (
    INSERT INTO generated_image SELECT * FROM jsonb_populate_recordset(NULL::generated_image, $2::jsonb)
  ), reached AS (
    UPDATE charge AS c
    SET state = n.state, currency = coalesce(n.currency, c.currency), total = n.total, price_entry_id = coalesce(n.price_entry_id, c.price_entry_id)
    FROM jsonb_populate_recordset(NULL::charge, $3::jsonb) AS n
    WHERE c.workspace_id = n.workspace_id AND c.generation_id = n.generation_id AND c.side = n.side
  ), lined AS (
    INSERT INTO charge_line SELECT * FROM jsonb_populate_recordset(NULL::charge_line, $4::jsonb)
  ), corrected AS (
    INSERT INTO charge_correction SELECT * FROM jsonb_populate_recordset(NULL::charge_correction, $5::jsonb)
  ), lost AS (
    INSERT INTO unkept_image SELECT * FROM jsonb_populate_recordset(NULL::unkept_image, $7::jsonb)
  )
  UPDATE generation AS g
  SET status = coalesce(n.status, g.status), usage = coalesce(g.usage, n.usage), delivered = coalesce(g.delivered, n.delivered),
      failure = CASE WHEN n.status IS NULL THEN g.failure ELSE n.failure END, settled_at = coalesce(g.settled_at, n.settled_at)
  FROM jsonb_populate_recordset(NULL::generation, $6::jsonb) AS n WHERE g.workspace_id = n.workspace_id AND g.id = n.id`;
