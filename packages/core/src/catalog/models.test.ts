import { expect, test } from 'vitest';
import { parseInstant } from '../time/instant.ts';
import { checkQuality } from './check-quality.ts';
import { lifeSentence, lifeStage } from './life.ts';
import { gptImage1 } from './gpt-image-1.ts';
import { gptImage2 } from './gpt-image-2.ts';
import { findModel, findModelByAnyName, modelNames, models, modelsServedBy, servedModel } from './models.ts';
import { knownModel, nearestLegalSize, qualitiesOf, suggestedSizes } from './pickers.ts';
import { findProvider, providerFacts, providers } from './providers.ts';
import { checkSize } from './check-size.ts';

const at = (text: string) => {
  const instant = parseInstant(text);
  if (!instant.ok) throw new Error(instant.refusal.message);
  return instant.value;
};

test('names match exactly: gpt-image-2 is no prefix of its successors', () => {
  expect(findModel('gpt-image-2')?.name).toBe('gpt-image-2');
  expect(findModel('gpt-image-2.5')).toBeUndefined();
  expect(findModel('GPT-image-2')).toBeUndefined();
  expect(findModel('gpt-image-2.5-flare-2026-09-08')?.name).toBe('gpt-image-2.5-flare');
  expect(findModel('gpt-image-2-2026-04-21')).toBeUndefined();
  expect(findModel('constructor')).toBeUndefined();
});

test('an alias belongs to the provider that takes it', () => {
  expect(servedModel('smartaipi', 'dall-e-3')).toMatchObject({ name: 'gpt-image-2', viaAlias: true });
  expect(servedModel('openai', 'dall-e-3')).toBeUndefined();
  expect(servedModel('piapi', 'gpt-image-latest')).toBeUndefined();
  expect(findModelByAnyName('dall-e')?.name).toBe('gpt-image-2');
  expect(servedModel('smartaipi', 'toString')).toBeUndefined();
});

test('a snapshot is served where its model is, under its own name', () => {
  expect(servedModel('openai', 'gpt-image-2.5-sunburst-2026-09-08')).toMatchObject({
    name: 'gpt-image-2.5-sunburst-2026-09-08',
    model: { name: 'gpt-image-2.5-sunburst' },
    viaAlias: false,
  });
  expect(servedModel('piapi', 'gpt-image-2.5-sunburst-2026-09-08')).toBeUndefined();
  expect(servedModel('nobody', 'gpt-image-2')).toBeUndefined();
});

test('the providers are openai, piapi and smartaipi, and serve models there are facts of', () => {
  expect(providers).toEqual(['openai', 'piapi', 'smartaipi']);
  expect(findProvider('azure')).toBeUndefined();
  const behindAliases = providerFacts.flatMap(({ name, aliases }) => Object.values(aliases).map((target) => ({ name, target })));
  expect(behindAliases.filter(({ name, target }) => findModel(target)?.servedBy.includes(name) !== true)).toEqual([]);
  expect(models.flatMap(({ servedBy }) => servedBy).filter((name) => findProvider(name) === undefined)).toEqual([]);
  expect(modelsServedBy('piapi')).toEqual(['gpt-image-2', 'gpt-image-2-preview', 'gpt-image-1.5', 'gpt-image-1']);
});

test('a family is a name of facts, and of no model that can be run', () => {
  const families = models.flatMap(({ family }) => family ?? []);
  expect(families).toEqual(['gpt-image-2.5', 'gpt-image-2.6']);
  expect(families.filter((name) => modelNames().includes(name))).toEqual([]);
});

test('an unknown name is refused with the three nearest known ones', () => {
  expect(knownModel('gpt-image-3')).toMatchObject({
    ok: false,
    refusal: { code: 'unknown-model', path: ['model'], accepted: ['gpt-image-1', 'gpt-image-2', 'gpt-image'] },
  });
  expect(knownModel('dalle-3')).toMatchObject({ refusal: { accepted: ['dall-e-3', 'dall-e', 'gpt-image'] } });
  expect(knownModel(2)).toMatchObject({ refusal: { code: 'unknown-model' } });
  const hostile = knownModel('g'.repeat(100_000));
  expect(hostile.ok ? 0 : hostile.refusal.message.length).toBeLessThan(200);
});

test('every name a picker shows is known, and every suggested size and quality is taken', () => {
  expect(modelNames()).toHaveLength(16);
  expect(modelNames().filter((name) => !knownModel(name).ok)).toEqual([]);
  for (const model of models) {
    expect(suggestedSizes(model.name).filter((size) => !checkSize(model, size).ok)).toEqual([]);
    expect(qualitiesOf(model.name).filter((quality) => !checkQuality({ model, quality, further: [] }).ok)).toEqual([]);
  }
  expect([qualitiesOf('nothing'), suggestedSizes('nothing')]).toEqual([[], []]);
});

test('a quality is a word of the model: 2.5 has xhigh and max, 2 has not', () => {
  expect(qualitiesOf('gpt-image-2')).toEqual(['low', 'medium', 'high', 'auto']);
  expect(qualitiesOf('gpt-image-2.5-flare')).toEqual(['low', 'medium', 'high', 'xhigh', 'max', 'auto']);
  expect(qualitiesOf('gpt-image-2-preview')).toEqual(['low', 'medium', 'high', 'auto', 'standard']);
  expect(checkQuality({ model: gptImage2, quality: 'xhigh', further: [] })).toMatchObject({
    refusal: { code: 'invalid-quality', path: ['quality'], accepted: ['low', 'medium', 'high', 'auto'] },
  });
  expect(checkQuality({ model: gptImage2, quality: 'standard', further: ['standard'] })).toEqual({ ok: true, value: 'standard' });
});

test('the nearest legal size is told for any name of a model', () => {
  expect(nearestLegalSize('gpt-image-2', '1024x1033')).toEqual({ ok: true, value: '1024x1040' });
  expect(nearestLegalSize('dall-e-3', '976x704')).toEqual({ ok: true, value: '976x704' });
  expect(nearestLegalSize('gpt-image-1', '2000x1000')).toEqual({ ok: true, value: '1536x1024' });
  expect(nearestLegalSize('gpt-image-9', '976x704')).toMatchObject({ ok: false, refusal: { code: 'unknown-model' } });
});

test('gpt-image-1 runs from its release, is near its end for 60 days, and is shut down on 2026-10-23', () => {
  const stages = ['2025-04-22', '2025-04-23', '2026-08-23T23:59:59Z', '2026-08-24', '2026-10-22T23:59:59.999Z', '2026-10-23'];
  expect(stages.map((day) => lifeStage(gptImage1, at(day)))).toEqual([
    'unreleased',
    'running',
    'running',
    'near-shutdown',
    'near-shutdown',
    'shut-down',
  ]);
  expect(lifeSentence(gptImage1, at('2026-10-23'))).toBe(' gpt-image-1 was shut down on 2026-10-23.');
  expect(lifeSentence(gptImage1, at('2025-01-01'))).toBe(' gpt-image-1 was released on 2025-04-23.');
  expect(lifeStage(gptImage2, at('2099-01-01'))).toBe('running');
});
