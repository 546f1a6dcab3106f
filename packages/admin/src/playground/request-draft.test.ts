import { describe, expect, it } from 'vitest';
import { draftFromQuery, draftToQuery, draftToQuoteInput, draftToRequest, exampleDraft } from './request-draft.ts';
import type { RequestDraft } from './request-draft.ts';

const inputOf = (draft: RequestDraft) => draftToQuoteInput(draft, ['openai']).request;

describe('The draft of a request', () => {
  it('is the example where the address says nothing', () => {
    expect(draftFromQuery({ generation: 'x' })).toBe(exampleDraft);
  });

  it('is what the address says, the rest left to the provider', () => {
    expect(draftFromQuery({ model: 'gpt-image-2-preview', prompt: 'A pearl' })).toEqual({
      model: 'gpt-image-2-preview',
      prompt: 'A pearl',
      size: '',
      quality: '',
      n: '1',
      background: '',
      outputFormat: '',
      images: '',
      mask: '',
      inputFidelity: '',
      template: '',
      variables: '',
      stage: '',
      mode: '',
      partialImages: '',
      wait: '',
    });
  });

  it('keeps an emptied prompt empty', () => {
    expect(draftFromQuery({ prompt: '' }).prompt).toBe('');
  });

  it('comes back from its address as it was', () => {
    const draft = { ...exampleDraft, quality: '', background: 'opaque' };
    expect(draftFromQuery(draftToQuery(draft))).toEqual(draft);
  });

  it('asks for nothing that is left to the provider', () => {
    const draft = { ...exampleDraft, size: '', quality: '' };
    expect(draftToRequest(draft)).toEqual({ model: 'gpt-image-2', prompt: exampleDraft.prompt, operation: 'generate', n: 1 });
    expect(inputOf(draft)).toEqual({ model: 'gpt-image-2', prompt: exampleDraft.prompt, n: 1 });
  });

  it('is an edit once it has images: priced by their sizes, sent by their uploads', () => {
    const images = '01890000-0000-7000-8000-000000000001~550x368';
    const mask = '01890000-0000-7000-8000-000000000002~550x368';
    const draft = { ...exampleDraft, images, mask, inputFidelity: 'high' };
    const sized = { width: 550, height: 368 };
    expect(draftToRequest(draft)).toMatchObject({ operation: 'edit', images: [sized], mask: sized, inputFidelity: 'high' });
    expect(inputOf(draft)).toMatchObject({
      operation: 'EDIT',
      images: [{ uploadId: '01890000-0000-7000-8000-000000000001' }],
      mask: { uploadId: '01890000-0000-7000-8000-000000000002' },
    });
    expect(draftToRequest({ ...draft, images: '' })).toEqual(draftToRequest(exampleDraft));
  });

  it('names its template in place of a prompt, and its stage, mode and partial images', () => {
    const draft = draftFromQuery({
      template: 'v2',
      variables: '{"thing":"shell","jewel":""}',
      stage: 'final',
      mode: 'batch',
      partialImages: '2',
    });
    expect(draft).toMatchObject({ model: '', prompt: '', size: '', n: '1' });
    expect(draftToQuoteInput(draft, ['openai'])).toEqual({
      request: { model: '', n: 1, partialImages: 2 },
      providers: ['openai'],
      template: { versionId: 'v2', variables: { thing: 'shell' } },
      stage: 'final',
      mode: 'BATCH',
    });
    expect(draftToRequest(draft)).toMatchObject({ stage: 'final', mode: 'batch', partialImages: 2 });
    expect(draftFromQuery(draftToQuery(draft))).toEqual(draft);
    expect(draftToQuoteInput({ ...draft, variables: 'nonsense' }, []).template?.variables).toEqual({});
  });

  it('hands on a count that is none, so that the engine can refuse it', () => {
    expect(draftToRequest({ ...exampleDraft, n: '11' })['n']).toBe(11);
    expect(draftToRequest({ ...exampleDraft, n: 'a few' })['n']).toBe(0);
    expect(draftToRequest({ ...exampleDraft, n: '1.5' })['n']).toBe(0);
  });
});
