import { plainObject } from '../refusal/plain-object.ts';
import { accepted, mostPressing, refused, type Outcome, type Refusal } from '../refusal/refusal.ts';
import { shown } from '../refusal/shown.ts';
import { checkPrompt } from '../tokens/prompt.ts';
import { variableNames } from './check-template.ts';
import { templateParts, type PromptTemplate, type TemplateVariable } from './prompt-template.ts';
import { valueProblem } from './variable-value.ts';

/** A prompt that was rendered, and every value that went into it, defaults included. */
export interface RenderedPrompt {
  readonly prompt: string;
  readonly variables: Readonly<Record<string, string>>;
}

/** Beyond this many code units no prompt is short enough, whatever its characters. */
const renderedLengthMost = 64_000;

/**
 * The prompt of a template with variables: `A {{subject}}` and `{ subject: 'pearl' }` is `A pearl`. Each variable is replaced once: braces in a
 * value stay text. Refuses variables that are no object, missing, unknown, empty though required, too long or no text, all at once, at
 * `['variables', name]`; and a prompt that came out longer than 32,000 characters.
 */
export function renderTemplate(template: PromptTemplate, variables: unknown): Outcome<RenderedPrompt> {
  const given = plainObject(variables ?? {});
  if (given === undefined) {
    const message = `Variables are an object of text by name, such as {"subject": "a pearl"}; ${shown(variables)} is not.`;
    return refused({ code: 'invalid-variables', message, path: ['variables'], accepted: names(template) });
  }
  const problem = mostPressing([...unknownVariables(template, given), ...template.variables.flatMap((variable) => wrong(variable, given))]);
  if (problem !== undefined) return refused(problem);
  const values = Object.fromEntries(template.variables.map((variable) => [variable.name, valueOf(variable, given)]));
  return rendered(template, values);
}

function rendered(template: PromptTemplate, values: Readonly<Record<string, string>>): Outcome<RenderedPrompt> {
  const parts = templateParts(template.prompt).map((part) => ('text' in part ? part.text : (values[part.variable] ?? '')));
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const prompt = length > renderedLengthMost ? tooLong() : checkPrompt(parts.join(''));
  return prompt.ok ? accepted({ prompt: prompt.value, variables: values }) : refused({ ...prompt.refusal, path: ['variables'] });
}

function tooLong(): Outcome<string> {
  const message = 'With these variables the prompt is longer than 32,000 characters, the most a model takes: shorten a variable.';
  return refused({ code: 'prompt-too-long', message });
}

function names({ variables }: PromptTemplate): readonly string[] {
  return variables.map(({ name }) => name);
}

function unknownVariables(template: PromptTemplate, given: Readonly<Record<string, unknown>>): readonly Refusal[] {
  const declared = names(template);
  const unknown = Object.keys(given).filter((name) => !declared.includes(name) && given[name] != null);
  return unknown.map((name) => ({
    code: 'invalid-variables',
    message: `This template has no variable ${shown(name)}. Its variables: ${variableNames(template)}.`,
    path: ['variables', name.slice(0, 60)],
    accepted: declared,
  }));
}

function wrong({ name, required, description }: TemplateVariable, given: Readonly<Record<string, unknown>>): readonly Refusal[] {
  const value = Object.hasOwn(given, name) ? given[name] : undefined;
  const missing = value == null || value === '';
  const what = description === '' ? '' : ` (${description})`;
  const message = missing ? (required ? `${name} is required${what}: give it as text.` : undefined) : valueProblem(name, value);
  return message === undefined ? [] : [{ code: 'invalid-variables', message, path: ['variables', name], accepted: [] }];
}

/** Checked before: what is given is text. */
function valueOf({ name, default: fallback }: TemplateVariable, given: Readonly<Record<string, unknown>>): string {
  const value = Object.hasOwn(given, name) ? given[name] : undefined;
  return typeof value === 'string' ? value : (fallback ?? '');
}
