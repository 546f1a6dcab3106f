import { accepted, renderTemplate } from '@halfpenny/core';
import type { Outcome, PromptTemplate } from '@halfpenny/core';
import { variablesOf } from './request-draft.ts';
import type { RequestDraft } from './request-draft.ts';

/** What a version of a template fills in: the prompt, and fields that a request leaves open. */
export interface FillingVersion extends PromptTemplate {
  readonly id: string;
  readonly defaults: Readonly<Partial<Record<TemplateField, string | null>>>;
}

type TemplateField = (typeof templateFields)[number];
const templateFields = ['model', 'size', 'quality', 'background', 'outputFormat'] as const;

/** The draft as the API will read it: the prompt rendered, and what the draft leaves open filled in by the version. Refuses what rendering refuses. */
export function fillDraft(draft: RequestDraft, version: FillingVersion | undefined): Outcome<RequestDraft> {
  if (draft.template === '' || version === undefined) return accepted(draft);
  const rendered = renderTemplate(version, variablesOf(draft));
  if (!rendered.ok) return rendered;
  const filled = templateFields.map((field) => [field, draft[field] || (version.defaults[field] ?? '')]);
  return accepted({ ...draft, ...Object.fromEntries(filled), prompt: rendered.value.prompt });
}
