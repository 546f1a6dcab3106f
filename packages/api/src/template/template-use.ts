import { invariant } from '@halfpenny/core';
import type { RequestContext } from '../access/request-context.ts';
import { withWorkspace } from '../platform/database.ts';
import type { Database } from '../platform/database.ts';
import { perRequest } from '../platform/per-request.ts';
import { readVersions } from './read-templates.ts';
import { showVersion } from './show-template.ts';
import type { TemplateUseType } from './template.type.ts';

/** What a quote or a generation keeps of its template. */
export interface KeptUse {
  readonly templateVersionId: string | null;
  readonly templateVariables: Readonly<Record<string, string>> | null;
}

/** Tells what a prompt was rendered from, null where it was given; the versions of one answer are read together. */
export function templateUses(database: Database): (context: RequestContext, kept: KeptUse) => Promise<TemplateUseType | null> {
  const versionOf = perRequest((context: RequestContext, ids) =>
    withWorkspace(database, context.workspaceId, (tx) => readVersions(tx, ids)),
  );
  return async (context, { templateVersionId, templateVariables }) => {
    if (templateVersionId === null) return null;
    const record = await versionOf(context, templateVersionId);
    invariant(record !== undefined, 'A version that was used is never deleted.');
    return { version: showVersion(record), variables: templateVariables };
  };
}
