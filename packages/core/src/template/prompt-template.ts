/** A value that a template leaves open. */
export interface TemplateVariable {
  /** As the prompt names it: `subject` for `{{subject}}`. */
  readonly name: string;
  /** What belongs there, for whoever fills it in. */
  readonly description: string;
  /** Whether a caller must give it. */
  readonly required: boolean;
  /** What stands in where it is left out; null: nothing does, and it renders as no text. A required one has none. */
  readonly default: string | null;
}

/** A prompt with variables: `A {{adjective}} portrait of {{subject}}`. */
export interface PromptTemplate {
  readonly prompt: string;
  readonly variables: readonly TemplateVariable[];
}

/** A part of a template's prompt: words, or the name of the variable that stands there. */
export type TemplatePart = { readonly text: string } | { readonly variable: string };

const opened = /\{\{ *([a-z][A-Za-z0-9_]{0,39}) *\}\}/g;

/**
 * The prompt in parts, in order. `}}` alone is text; what follows `{{` must be a name and `}}`, and is text here where it is not.
 * Example: `'A {{subject}}.'` is `[{ text: 'A ' }, { variable: 'subject' }, { text: '.' }]`.
 */
export function templateParts(prompt: string): readonly TemplatePart[] {
  const parts: TemplatePart[] = [];
  let end = 0;
  for (const match of prompt.matchAll(opened)) {
    parts.push({ text: prompt.slice(end, match.index) }, { variable: match[1] ?? '' });
    end = match.index + match[0].length;
  }
  return [...parts, { text: prompt.slice(end) }].filter((part) => !('text' in part) || part.text !== '');
}

/** The variables a prompt names, each once, in the order in which they first appear. */
export function variablesNamed(prompt: string): readonly string[] {
  return [...new Set(templateParts(prompt).flatMap((part) => ('variable' in part ? [part.variable] : [])))];
}
