import { numberText, optionalText, type Fields } from './json-fields.ts';
import { JsonNumber } from './json-values.ts';
import { openaiPages, type PageResult } from './openai-page.ts';
import type { Found } from './stated.ts';

/** Pages of `/v1/organization/usage/images` and `/usage/completions`: what a witness counted. Source: the types of the openai package, 7.55, read 2026-11-21. */
export function readOpenaiUsage(text: AsyncIterable<string>): AsyncGenerator<Found> {
  return openaiPages(text, readResult);
}

const textMost = 100;

function readResult({ place, bucket, fields }: PageResult): Found {
  const rejected = (field: string, message: string): Found => ({ kind: 'rejected', place, field, message });
  const requests = numberText(fields['num_model_requests']);
  if (!isCount(requests)) return rejected('num_model_requests', 'A result says how many requests it counts, as a whole number.');
  const quantities = countsOf(fields);
  const strange = Object.entries(quantities).find(([, units]) => !isCount(units));
  if (strange !== undefined) return rejected(strange[0], `${strange[0]} is a whole number of units.`);
  const { project_id: project, api_key_id: apiKey, model, source, size, batch } = fields;
  const names = { project, apiKey, model, source, size };
  for (const [field, value] of Object.entries(names)) {
    const text = optionalText(value);
    if (text === undefined || text.length > textMost || text.includes('\0'))
      return rejected(field, `${field} is a text of at most ${textMost} characters, or null.`);
  }
  const named = { project: nameOf(project), apiKey: nameOf(apiKey), model: nameOf(model), source: nameOf(source), size: nameOf(size) };
  return { kind: 'usage', place, usage: { bucket, ...named, batch: typeof batch === 'boolean' ? batch : null, requests, quantities } };
}

function nameOf(value: unknown): string {
  return optionalText(value) ?? '';
}

/** Every number of a result but the requests, under the name the provider has for it. */
function countsOf(fields: Fields): Readonly<Record<string, string>> {
  const counted = Object.entries(fields).flatMap(([name, value]) =>
    value instanceof JsonNumber && name !== 'num_model_requests' ? [[name, value.text] as const] : [],
  );
  return Object.fromEntries(counted);
}

function isCount(text: string | undefined): text is string {
  return text !== undefined && /^\d{1,18}$/.test(text);
}
