import { accepted, refused, renderTemplate } from '@halfpenny/core';
import type { Outcome } from '@halfpenny/core';
import type { Transaction } from '../platform/database.ts';
import { isId } from '../platform/identifiers.ts';
import { readVersions } from './read-templates.ts';
import type { TemplateInput } from './template-input.type.ts';
import type { TemplateDefaults } from './template.table.ts';

/** What a request takes from a template. */
export interface UsedTemplate {
  readonly versionId: string;
  readonly prompt: string;
  /** The text of each variable, defaults included. */
  readonly variables: Readonly<Record<string, string>>;
  readonly defaults: TemplateDefaults;
}

/** Renders the version a request names. Refuses one that is not there, one of an archived template, and what `renderTemplate` refuses. Paths lead from the template on. */
export async function useTemplate(tx: Transaction, { versionId, variables }: TemplateInput): Promise<Outcome<UsedTemplate>> {
  const record = isId(versionId) ? (await readVersions(tx, [versionId.toLowerCase()])).get(versionId.toLowerCase()) : undefined;
  if (record === undefined) {
    const message = 'There is no version of a template with that id in this workspace: give the id of a version, not that of a template.';
    return refused({ code: 'template-not-found', message, path: ['versionId'] });
  }
  const { template, version } = record;
  if (template.archivedAt !== null) {
    const message = `The template ${template.name} is archived: use another one, or take it back into use.`;
    return refused({ code: 'template-archived', message, path: ['versionId'] });
  }
  const rendered = renderTemplate(version, variables);
  if (!rendered.ok) return rendered;
  return accepted({ versionId: version.id, ...rendered.value, defaults: version.defaults });
}
