import { invariant } from '@halfpenny/core';
import type { TemplateRecord, VersionRecord } from './read-templates.ts';
import { TemplateType } from './template.type.ts';
import type { TemplateVersionType } from './template.type.ts';

/** A stored template → what GraphQL shows. */
export function showTemplate({ template, versions }: TemplateRecord): TemplateType {
  const shown = versions.map((version) => showVersion({ template, version }));
  invariant(shown[0] !== undefined, 'A template is made with its first version.');
  const { id, name, description, createdBy, createdAt, archivedAt } = template;
  return Object.assign(new TemplateType(), { id, name, description, createdBy, createdAt, archivedAt, latest: shown[0], versions: shown });
}

/** A stored version → what GraphQL shows. */
export function showVersion({ template, version }: VersionRecord): TemplateVersionType {
  const { id, templateId, number, prompt, variables, defaults, createdBy, createdAt } = version;
  return { id, templateId, templateName: template.name, number, prompt, variables: [...variables], defaults, createdBy, createdAt };
}
