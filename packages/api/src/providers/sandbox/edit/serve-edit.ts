import type { FastifyReply, FastifyRequest } from 'fastify';
import { checkCall, isWireError } from '../check-call.ts';
import type { AcceptedCall } from '../check-call.ts';
import { answerChecked } from '../serve-call.ts';
import type { PlayedStage } from '../serve-call.ts';
import { badParameter } from '../wire-error.ts';
import type { WireError } from '../wire-error.ts';
import { editError } from './check-edit.ts';
import { readEdit } from './read-edit.ts';
import type { ReadEdit } from './read-edit.ts';

/** Answers an edit as the provider would: its form is read to the end, checked, and answered like any other call. */
export async function serveEdit(request: FastifyRequest, reply: FastifyReply, stage: PlayedStage): Promise<FastifyReply> {
  let read: ReadEdit | undefined;
  try {
    read = request.isMultipart() ? await readEdit(request, stage.folder) : undefined;
  } catch {
    // A form that breaks off: nobody hears the answer where the client is gone.
  }
  try {
    const checked = read === undefined ? badParameter('', 'Expected a multipart/form-data body.', 'invalid_form') : checkEdit(stage, read);
    return await answerChecked(checked, { request, reply, stage });
  } finally {
    await read?.remove();
  }
}

function checkEdit({ provider }: PlayedStage, read: ReadEdit): AcceptedCall | WireError {
  const { input_fidelity: fidelity, ...body } = read.fields;
  const call = checkCall(provider, body);
  if (isWireError(call)) return call;
  const error = editError(read, call.model);
  if (error !== undefined) return error;
  return { ...call, edit: { images: read.images, mask: read.masks[0], inputFidelity: fidelity === 'high' ? 'high' : 'low' } };
}
