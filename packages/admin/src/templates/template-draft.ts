import { variablesNamed } from '@halfpenny/core';
import type { PromptTemplate } from '@halfpenny/core';
import type { TemplateVersionInput } from '../generated/graphql.ts';
import type { TemplateVersionRow } from './template-row.ts';

/** A variable as it is being described. */
export interface VariableDraft {
  description: string;
  required: boolean;
  default: string;
}

/** A version as it is being written: text in every field, the empty text where a field is left open. */
export interface TemplateDraft {
  name: string;
  description: string;
  prompt: string;
  /** By name, also of variables that the prompt no longer names: whoever takes one back finds it as it was. */
  variables: Record<string, VariableDraft>;
  model: string;
  size: string;
  quality: string;
}

/** What a newcomer finds. */
export const exampleTemplate: TemplateDraft = {
  name: '',
  description: '',
  prompt: 'Original {{subject}} profile card, readable stats, cinematic lighting, {{details}}',
  variables: {
    subject: { description: 'Who is on the card', required: true, default: '' },
    details: { description: 'What else is seen', required: false, default: 'detailed robes' },
  },
  model: 'gpt-image-2',
  size: '976x704',
  quality: '',
};

/** A version that changes the latest: everything as that says it. */
export function draftOfVersion(version: TemplateVersionRow): Omit<TemplateDraft, 'name' | 'description'> {
  const variables = version.variables.map(({ name, description, required, default: fallback }) => [
    name,
    { description, required, default: fallback ?? '' },
  ]);
  const { model, size, quality } = version.defaults;
  return { prompt: version.prompt, variables: Object.fromEntries(variables), model: model ?? '', size: size ?? '', quality: quality ?? '' };
}

/** A variable nobody has described yet. */
export const newVariable: Readonly<VariableDraft> = { description: '', required: true, default: '' };

/** The template that the engine checks and renders: each variable that the prompt names, as far as it is described. */
export function draftTemplate({ prompt, variables }: Pick<TemplateDraft, 'prompt' | 'variables'>): PromptTemplate {
  return {
    prompt,
    variables: variablesNamed(prompt).map((name) => {
      const { description, required, default: fallback } = variables[name] ?? newVariable;
      return { name, description, required, default: required || fallback === '' ? null : fallback };
    }),
  };
}

/** The version that the API takes. What the form does not show (background and the like) stays as the version before had it. */
export function draftVersion(draft: TemplateDraft, before: TemplateVersionRow | undefined): TemplateVersionInput {
  const { prompt, variables } = draftTemplate(draft);
  const kept = before?.defaults;
  const { background, outputFormat, outputCompression, moderation } = kept ?? {};
  const said = { model: draft.model, size: draft.size.trim(), quality: draft.quality };
  const open = Object.fromEntries(Object.entries(said).map(([field, text]) => [field, text === '' ? null : text]));
  return { prompt, variables: [...variables], defaults: { background, outputFormat, outputCompression, moderation, ...open } };
}

/** Where a refusal of the engine or the API belongs in the form: `variable subject`, or the name of a field; empty: to none of them. */
export function refusedPlace(path: readonly string[], names: readonly string[]): string {
  const at = path.indexOf('variables');
  if (at === -1) return path.at(-1) ?? '';
  const step = path[at + 1] ?? '';
  const name = /^\d+$/.test(step) ? names[Number(step)] : step;
  return name ? `variable ${name}` : 'prompt';
}
