import { describe, expect, it } from 'vitest';
import { draftOfVersion, draftTemplate, draftVersion, exampleTemplate, refusedPlace } from './template-draft.ts';
import type { TemplateVersionRow } from './template-row.ts';

const version = {
  id: 'v',
  number: 1,
  prompt: 'A {{mood}} {{subject}}',
  variables: [
    { name: 'subject', description: 'who', required: true, default: null },
    { name: 'mood', description: '', required: false, default: 'calm' },
  ],
  defaults: { model: 'gpt-image-2', size: null, quality: 'low', background: 'opaque' },
  createdBy: 'Ada',
  createdAt: '2026-11-20T12:00:00Z',
} as TemplateVersionRow;

describe('A version that is being written', () => {
  it('declares what its prompt names, in that order, and nothing else', () => {
    const draft = { ...exampleTemplate, prompt: '{{details}} of {{new}}' };
    expect(draftTemplate(draft).variables).toEqual([
      { name: 'details', description: 'What else is seen', required: false, default: 'detailed robes' },
      { name: 'new', description: '', required: true, default: null },
    ]);
  });

  it('begins as the latest, and keeps what the form does not show', () => {
    const draft = { name: '', description: '', ...draftOfVersion(version) };
    expect(draftVersion(draft, version)).toEqual({
      prompt: 'A {{mood}} {{subject}}',
      variables: [
        { name: 'mood', description: '', required: false, default: 'calm' },
        { name: 'subject', description: 'who', required: true, default: null },
      ],
      defaults: { model: 'gpt-image-2', size: null, quality: 'low', background: 'opaque' },
    });
  });

  it.each([
    [['input', 'version', 'variables', '1', 'default'], 'variable mood'],
    [['variables', 'subject'], 'variable subject'],
    [['input', 'version', 'prompt'], 'prompt'],
    [['input', 'name'], 'name'],
    [[], ''],
  ])('shows a refusal at %o beside %s', (path, place) => {
    expect(refusedPlace(path, ['subject', 'mood'])).toBe(place);
  });
});
