import { accepted, modelNames, qualitiesOf, refused } from '@halfpenny/core';
import type { Outcome } from '@halfpenny/core';
import type { TemplateDefaultsInput } from './template-input.type.ts';
import type { TemplateDefaults } from './template.table.ts';

const textCharactersMost = 100;

/**
 * Defaults that may be stored, without what was not given. Refuses a model or a quality that nobody knows; what fits together is judged where a
 * request is made, by the rules of that day.
 */
export function checkDefaults(input: TemplateDefaultsInput | null | undefined): Outcome<TemplateDefaults> {
  const given = Object.entries(input ?? {}).filter(([, value]) => value != null);
  const defaults: TemplateDefaults = Object.fromEntries(given);
  const long = given.find(
    ([, value]) => typeof value === 'string' && (value.length > textCharactersMost || value.includes('\0') || value === ''),
  );
  if (long !== undefined) {
    return refused({ code: 'invalid-template', message: `${long[0]} has 1 to ${textCharactersMost} characters.`, path: [long[0]] });
  }
  const { model, quality } = defaults;
  const names = modelNames();
  if (model !== undefined && !names.includes(model)) {
    return refused({
      code: 'unknown-model',
      message: `No model is called exactly that. Models: ${names.join(', ')}.`,
      path: ['model'],
      accepted: names,
    });
  }
  const qualities = [...new Set((model === undefined ? names : [model]).flatMap(qualitiesOf))];
  if (quality !== undefined && !qualities.includes(quality)) {
    const message = `No such quality is known${model === undefined ? '' : ` to ${model}`}: give ${qualities.join(', ')}.`;
    return refused({ code: 'invalid-quality', message, path: ['quality'], accepted: qualities });
  }
  return accepted(defaults);
}
