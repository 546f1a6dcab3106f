import { accepted, mostPressing, refused, type Outcome, type Refusal } from '../refusal/refusal.ts';
import { listed, shown } from '../refusal/shown.ts';
import { checkPrompt } from '../tokens/prompt.ts';
import { templateParts, variablesNamed, type PromptTemplate, type TemplateVariable } from './prompt-template.ts';
import { valueProblem } from './variable-value.ts';

const nameShape = /^[a-z][A-Za-z0-9_]{0,39}$/;
const variablesMost = 50;
const descriptionCharactersMost = 500;

/**
 * A template that can be rendered. Refuses a prompt that no model takes, `{{` that begins no variable, a variable that is used and not declared
 * or declared and not used, two of one name, and a required one with a default. Paths lead from the template on: `['variables', '0', 'name']`.
 */
export function checkTemplate(template: PromptTemplate): Outcome<PromptTemplate> {
  const prompt = checkPrompt(template.prompt);
  if (!prompt.ok) return prompt;
  const problem = mostPressing([...promptProblems(template), ...template.variables.flatMap(variableProblems(template))]);
  return problem === undefined ? accepted(template) : refused(problem);
}

function promptProblems({ prompt, variables }: PromptTemplate): readonly Refusal[] {
  const declared = new Set(variables.map(({ name }) => name));
  const stray = templateParts(prompt).find((part) => 'text' in part && part.text.includes('{{'));
  const undeclared = variablesNamed(prompt).filter((name) => !declared.has(name));
  return [
    ...(stray === undefined ? [] : [noVariable('text' in stray ? stray.text : '')]),
    ...undeclared.map((name) => invalid(['variables'], `The prompt names {{${name}}}, which no variable declares: declare it.`, [name])),
    ...(variables.length > variablesMost ? [invalid(['variables'], `A template has at most ${variablesMost} variables.`)] : []),
  ];
}

function noVariable(text: string): Refusal {
  const found = shown(text.slice(text.indexOf('{{')));
  return invalid(
    ['prompt'],
    `What begins with {{ must be a variable, such as {{subject}}: a small letter, then letters, digits and underscores, then }}. This is not: ${found}.`,
  );
}

function variableProblems({ prompt, variables }: PromptTemplate): (variable: TemplateVariable, index: number) => readonly Refusal[] {
  const named = variablesNamed(prompt);
  return ({ name, description, required, default: fallback }, index) => {
    const at = (field: string) => ['variables', String(index), field];
    const twice = variables.findIndex((other) => other.name === name) < index;
    const wrongDefault = fallback === null ? undefined : valueProblem(name, fallback);
    return [
      ...when(
        !nameShape.test(name),
        at('name'),
        `A variable is a small letter, then letters, digits and underscores; ${shown(name)} is not.`,
      ),
      ...when(twice, at('name'), `The variable ${shown(name)} is declared twice: declare it once.`),
      ...when(!named.includes(name), at('name'), `The prompt does not name {{${name.slice(0, 40)}}}: leave it out, or name it.`, named),
      ...when(required && fallback !== null, at('default'), `${name} is required, so it has no default: leave one of the two out.`),
      ...when(wrongDefault !== undefined, at('default'), wrongDefault ?? ''),
      ...when(
        description.length > descriptionCharactersMost,
        at('description'),
        `A description has at most ${descriptionCharactersMost} characters.`,
      ),
    ];
  };
}

function when(wrong: boolean, path: readonly string[], message: string, names: readonly string[] = []): readonly Refusal[] {
  return wrong ? [invalid(path, message, names)] : [];
}

function invalid(path: readonly string[], message: string, names: readonly string[] = []): Refusal {
  return { code: 'invalid-template', message, path, accepted: names };
}

/** The variables in a sentence: `subject, style`, or that there are none. */
export function variableNames({ variables }: PromptTemplate): string {
  return variables.length === 0 ? 'none' : listed(variables.map(({ name }) => name));
}
