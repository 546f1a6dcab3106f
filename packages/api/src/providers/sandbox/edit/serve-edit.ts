import type { FastifyReply, FastifyRequest } from 'fastify';
import { answerChecked } from '../serve-call.ts';
import type { PlayedStage } from '../serve-call.ts';
import { badParameter } from '../wire-error.ts';
import { acceptEdit } from './accept-edit.ts';
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
    const checked =
      read === undefined ? badParameter('', 'Expected a multipart/form-data body.', 'invalid_form') : acceptEdit(stage.provider, read);
    return await answerChecked(checked, { request, reply, stage });
  } finally {
    await read?.remove();
  }
}
