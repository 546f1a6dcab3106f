import { accepted, refused, underPath } from '@halfpenny/core';
import type { Outcome } from '@halfpenny/core';
import { withWorkspace } from '../platform/database.ts';
import type { Database } from '../platform/database.ts';
import { findStage } from '../stage/read-stages.ts';
import type { TemplateInput } from '../template/template-input.type.ts';
import { useTemplate } from '../template/use-template.ts';
import type { Uploads } from '../uploads/find-uploads.ts';
import { givenRequest } from './image-request.ts';
import type { ImageRequestInput } from './image-request.type.ts';
import type { Asked } from './price-request.ts';

/** A request as a caller gives it, and what it is made from. */
export interface RequestSources {
  readonly request: ImageRequestInput;
  /** What the uploads are that it names. */
  readonly uploads: Uploads;
  readonly template?: TemplateInput | null | undefined;
  readonly stage?: string | null | undefined;
  readonly providers?: readonly string[] | null | undefined;
  readonly mode: 'realtime' | 'batch';
}

/**
 * The request to price: its prompt rendered where a template is named, its fields filled in from the template's defaults, the stage looked up.
 * Refuses a prompt beside a template; paths lead from the input on. Without template and stage the database is not asked.
 */
export async function prepareRequest(database: Database, workspaceId: string, sources: RequestSources): Promise<Outcome<Asked>> {
  const { request, uploads, template, stage, providers, mode } = sources;
  const given = givenRequest(request, uploads);
  const asked = { request: given, providers: providers ?? undefined, mode, stage: undefined, template: undefined };
  if (template == null && stage == null) return accepted(asked);
  if (template != null && request.prompt !== '') {
    const message = 'The template renders the prompt: leave prompt out, or leave template out.';
    return refused({ code: 'prompt-or-template', message, path: ['request', 'prompt'] });
  }
  return await withWorkspace(database, workspaceId, async (tx) => {
    const found = stage == null ? accepted(undefined) : await findStage(tx, stage);
    if (!found.ok) return found;
    if (template == null) return accepted({ ...asked, stage: found.value });
    const used = await useTemplate(tx, template);
    if (!used.ok) return refused(underPath(used.refusal, ['template']));
    const { prompt, defaults, versionId, variables } = used.value;
    const model = given.model === '' ? (defaults.model ?? '') : given.model;
    return accepted({
      ...asked,
      request: { ...defaults, ...given, model, prompt },
      stage: found.value,
      template: { versionId, variables },
    });
  });
}
