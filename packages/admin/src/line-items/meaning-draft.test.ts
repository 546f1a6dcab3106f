import { expect, it } from 'vitest';
import { draftOf, inputOf } from './meaning-draft.ts';

it('Words are read as far as they tell, and only what a meaning has is sent', () => {
  const image = draftOf('gpt-image-2 batch, image output');
  expect(image).toMatchObject({ meaning: 'USAGE', model: 'gpt-image-2', meter: 'image_output', mode: 'BATCH', service: 'images' });
  expect(draftOf('gpt-image-1-mini, cached text input')).toMatchObject({ model: 'gpt-image-1-mini', meter: 'text_input_cached' });
  expect(draftOf('Sales tax (AT)')).toMatchObject({ meaning: 'NOT_USAGE', notUsageKind: 'TAX' });
  expect(draftOf('o4-mini, input')).toMatchObject({ meaning: 'OUTSIDE' });
  const about = { provider: 'openai', lineItem: 'Sales tax (AT)', until: null };
  expect(inputOf(draftOf('Sales tax (AT)'), about)).toEqual({
    ...about,
    meaning: 'NOT_USAGE',
    notUsageKind: 'TAX',
    from: null,
    reason: '',
  });
});
