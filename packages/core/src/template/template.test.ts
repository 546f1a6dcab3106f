import { describe, expect, it } from 'vitest';
import { checkTemplate } from './check-template.ts';
import { templateParts, variablesNamed, type PromptTemplate, type TemplateVariable } from './prompt-template.ts';
import { renderTemplate } from './render-template.ts';

const variable = (name: string, more: Partial<TemplateVariable> = {}): TemplateVariable => ({
  name,
  description: '',
  required: true,
  default: null,
  ...more,
});
const portrait: PromptTemplate = {
  prompt: 'A {{mood}} portrait of {{ subject }}, {{subject}} alone',
  variables: [variable('subject', { description: 'who is shown' }), variable('mood', { required: false, default: 'calm' })],
};

describe('A template', () => {
  it('names its variables between double braces, once or often', () => {
    expect(variablesNamed(portrait.prompt)).toEqual(['mood', 'subject']);
    expect(templateParts('{{a}}{{b}} }} {x}')).toEqual([{ variable: 'a' }, { variable: 'b' }, { text: ' }} {x}' }]);
    expect(checkTemplate(portrait)).toEqual({ ok: true, value: portrait });
  });

  it.each([
    ['{{ that begins no variable', { prompt: 'A {{Subject}}', variables: [] }, ['prompt']],
    ['a variable it does not declare', { prompt: 'A {{subject}}', variables: [] }, ['variables']],
    ['a variable it does not use', { prompt: 'A pearl', variables: [variable('subject')] }, ['variables', '0', 'name']],
    ['two variables of one name', { prompt: '{{a}}', variables: [variable('a'), variable('a')] }, ['variables', '1', 'name']],
    [
      'a required variable with a default',
      { prompt: '{{a}}', variables: [variable('a', { default: 'x' })] },
      ['variables', '0', 'default'],
    ],
    ['a name with a space', { prompt: '{{a}}', variables: [variable('a'), variable('a b')] }, ['variables', '1', 'name']],
  ] as const)('is refused with %s', (_what, template, path) => {
    expect(checkTemplate(template)).toMatchObject({ ok: false, refusal: { code: 'invalid-template', path } });
  });

  it('is refused without a word', () => {
    expect(checkTemplate({ prompt: ' ', variables: [] })).toMatchObject({ ok: false, refusal: { code: 'empty-prompt', path: ['prompt'] } });
  });
});

describe('A rendered prompt', () => {
  it('holds each value wherever its variable stands, and defaults where none is given', () => {
    expect(renderTemplate(portrait, { subject: 'a pearl' })).toEqual({
      ok: true,
      value: { prompt: 'A calm portrait of a pearl, a pearl alone', variables: { subject: 'a pearl', mood: 'calm' } },
    });
  });

  it('never looks into a value: braces in it stay text', () => {
    expect(renderTemplate(portrait, { subject: '{{mood}}', mood: '$& {{subject}}' })).toMatchObject({
      ok: true,
      value: { prompt: 'A $& {{subject}} portrait of {{mood}}, {{mood}} alone' },
    });
  });

  it('is refused where a variable is missing, empty, unknown or no text, each by its name', () => {
    expect(renderTemplate(portrait, {})).toMatchObject({
      refusal: {
        code: 'invalid-variables',
        path: ['variables', 'subject'],
        message: 'subject is required (who is shown): give it as text.',
      },
    });
    expect(renderTemplate(portrait, { subject: '' })).toMatchObject({ ok: false, refusal: { path: ['variables', 'subject'] } });
    expect(renderTemplate(portrait, { subject: 'x', colour: 'red' })).toMatchObject({
      refusal: {
        message: 'This template has no variable "colour". Its variables: subject, mood.',
        path: ['variables', 'colour'],
        accepted: ['subject', 'mood'],
      },
    });
    expect(renderTemplate(portrait, { subject: 5 })).toMatchObject({ refusal: { message: 'subject is text in quotes, and 5 is not.' } });
    expect(renderTemplate(portrait, ['pearl'])).toMatchObject({ ok: false, refusal: { path: ['variables'] } });
  });

  it('reads no name that every object has', () => {
    const odd: PromptTemplate = { prompt: '{{constructor}}', variables: [variable('constructor')] };
    expect(renderTemplate(odd, {})).toMatchObject({ ok: false, refusal: { path: ['variables', 'constructor'] } });
    expect(renderTemplate(odd, { constructor: 'a pearl' })).toMatchObject({ ok: true, value: { prompt: 'a pearl' } });
  });

  it('is refused where a value, or all of them together, are too long', () => {
    const often: PromptTemplate = { prompt: '{{a}}'.repeat(9), variables: [variable('a')] };
    expect(renderTemplate(often, { a: 'x'.repeat(4001) })).toMatchObject({ refusal: { path: ['variables', 'a'] } });
    expect(renderTemplate(often, { a: 'x'.repeat(4000) })).toMatchObject({ refusal: { code: 'prompt-too-long', path: ['variables'] } });
    const huge: PromptTemplate = { prompt: '{{a}}'.repeat(6000), variables: [variable('a')] };
    expect(renderTemplate(huge, { a: 'x'.repeat(4000) })).toMatchObject({ refusal: { code: 'prompt-too-long' } });
  });
});
