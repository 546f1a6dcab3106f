import { describe, expect, it } from 'vitest';
import { fillDraft } from './fill-draft.ts';
import { exampleDraft } from './request-draft.ts';

const version = {
  id: 'v2',
  prompt: 'Sparkling {{thing}} with a {{jewel}}',
  variables: [
    { name: 'thing', description: 'what is shown', required: true, default: null },
    { name: 'jewel', description: '', required: false, default: 'pearl' },
  ],
  defaults: { model: 'gpt-image-2', size: '1024x1024', quality: 'low', background: null },
};
const draft = { ...exampleDraft, model: '', prompt: '', size: '', quality: 'high', template: 'v2', variables: '{"thing":"shell"}' };

describe('A draft from a template', () => {
  it('has its prompt rendered, and what it leaves open filled in', () => {
    expect(fillDraft(draft, version)).toEqual({
      ok: true,
      value: { ...draft, prompt: 'Sparkling shell with a pearl', model: 'gpt-image-2', size: '1024x1024' },
    });
  });

  it('is refused where a variable is missing, at that variable', () => {
    expect(fillDraft({ ...draft, variables: '' }, version)).toMatchObject({ ok: false, refusal: { path: ['variables', 'thing'] } });
  });

  it('is what is written where no template is named', () => {
    expect(fillDraft(exampleDraft, version)).toEqual({ ok: true, value: exampleDraft });
  });
});
