import { randomUUID } from 'node:crypto';
import { answerCall } from '../answer-call.ts';
import { isWireError } from '../check-call.ts';
import type { AcceptedCall } from '../check-call.ts';
import { alterCall } from '../misbehaviour/alter-call.ts';
import { alterReply } from '../misbehaviour/alter-reply.ts';
import { badDeliveries } from '../misbehaviour/deliver-badly.ts';
import { misbehaviours } from '../misbehaviour/misbehaviours.ts';
import type { MisbehaviourName } from '../misbehaviour/misbehaviours.ts';
import { readMarker } from '../misbehaviour/read-marker.ts';
import { commandedError } from '../misbehaviour/refuse-call.ts';
import type { PlayedProvider } from '../played-providers.ts';
import { bill } from '../serve-call.ts';
import type { Stage } from '../serve-call.ts';
import { badParameter } from '../wire-error.ts';
import type { WireError } from '../wire-error.ts';
import { acceptItem } from './accept-item.ts';
import type { BatchItem } from './batch-items.ts';
import type { Shelf } from './shelf.ts';

/** What becomes of an item: a line of the file of results, one of the file of errors, or no line at all. */
export type ItemResult = { readonly file: 'output' | 'error'; readonly line: object } | undefined;

/** An item to work on, where it stands in its batch, and what is to go wrong with the whole. */
export interface ItemToRun {
  readonly provider: PlayedProvider;
  readonly item: BatchItem;
  readonly index: number;
  readonly count: number;
  readonly command: MisbehaviourName | undefined;
}

/** What items are worked on with. */
type ItemStage = Pick<Stage, 'clock' | 'invoice' | 'logger'> & { readonly shelf: Shelf };

/** Works on one item: draws, bills once, and answers with its line. */
export async function runItem(stage: ItemStage, toRun: ItemToRun): Promise<ItemResult> {
  const { provider, item, index, count, command } = toRun;
  if (command === 'batch-expired' && index >= Math.floor(count / 2)) return undone(item, 'batch_expired', 'The completion window passed.');
  if (command === 'batch-item-failed' && index === 0) return failed(item, commandedError({ name: 'server-error' }) ?? unsold(item));
  const call = await acceptItem(stage.shelf, provider, item);
  if (isWireError(call)) return failed(item, call);
  const answered = await answerItem(stage, call, item);
  return command === 'batch-line-missing' && index === 0 ? undefined : answered;
}

/** The line of an item that was never worked on. */
export function undone(item: BatchItem, code: string, message: string): ItemResult {
  return { file: 'error', line: { id: lineId(), custom_id: item.customId, response: null, error: { code, message } } };
}

/** An item is wronged by a marker in its prompt as a call is; where a call would never be answered whole, it has no line. */
async function answerItem(stage: Pick<Stage, 'clock' | 'invoice' | 'logger'>, call: AcceptedCall, item: BatchItem): Promise<ItemResult> {
  const command = readMarker(call.prompt, 'call');
  const error = command === undefined ? undefined : commandedError(command);
  const billed = command === undefined || misbehaviours[command.name].billed;
  const requestId = `req_${randomUUID().replaceAll('-', '')}`;
  const occasion = { at: stage.clock(), requestId, clientRequestId: item.customId, inBatch: true };
  const answer = await answerCall(alterCall(call, command), occasion);
  if (answer === undefined) return failed(item, unsold(item));
  if (billed && !(await isBilled(stage, item))) await bill(stage, answer);
  if (error !== undefined) return failed(item, error);
  if (command !== undefined && badDeliveries[command.name] !== undefined) return undefined;
  const body = alterReply(answer.reply, command);
  return {
    file: 'output',
    line: { id: lineId(), custom_id: item.customId, response: { status_code: 200, request_id: requestId, body }, error: null },
  };
}

async function isBilled({ invoice }: Pick<Stage, 'invoice'>, item: BatchItem): Promise<boolean> {
  for await (const line of invoice.lines()) if (line.clientRequestId === item.customId) return true;
  return false;
}

function failed(item: BatchItem, { status, error }: WireError): ItemResult {
  const response = { status_code: status, request_id: `req_${randomUUID().replaceAll('-', '')}`, body: { error } };
  return { file: 'error', line: { id: lineId(), custom_id: item.customId, response, error: null } };
}

function unsold(item: BatchItem): WireError {
  return badParameter('model', `No batch of that model is sold today: ${item.customId}.`, 'model_not_found');
}

function lineId(): string {
  return `batch_req_${randomUUID().replaceAll('-', '')}`;
}
