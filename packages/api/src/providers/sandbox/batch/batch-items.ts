import { badParameter } from '../wire-error.ts';
import type { WireError } from '../wire-error.ts';

/** One request of a batch, as its line has it. */
export interface BatchItem {
  readonly customId: string;
  /** "/v1/images/generations", or that of edits; every item of a batch has the same. */
  readonly endpoint: string;
  readonly body: unknown;
}

/** The items of an input file; or why the batch fails as a whole, before any of them is worked on. */
export function readItems(text: string, endpoint: string): readonly BatchItem[] | WireError {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (lines.length === 0) return badParameter('input_file_id', 'The input file is empty.', 'empty_file');
  const items = lines.map((line) => readItem(line, endpoint));
  const bad = items.findIndex((item) => item === undefined);
  if (bad !== -1) return badParameter(`line ${bad + 1}`, `Line ${bad + 1} is no request to ${endpoint}.`, 'invalid_json_line');
  const read = items.filter((item) => item !== undefined);
  if (new Set(read.map(({ customId }) => customId)).size < read.length) {
    return badParameter('custom_id', 'A custom_id stands on two lines.', 'duplicate_custom_id');
  }
  const models = new Set(read.map(({ body }) => (body as { model?: unknown } | null)?.model));
  return models.size === 1 ? read : badParameter('model', 'A batch is of one model: the lines name several.', 'mismatched_model');
}

function readItem(line: string, endpoint: string): BatchItem | undefined {
  try {
    const { custom_id: customId, method, url, body } = JSON.parse(line) as Readonly<Record<string, unknown>>;
    return typeof customId === 'string' && customId !== '' && method === 'POST' && url === endpoint
      ? { customId, endpoint, body }
      : undefined;
  } catch {
    return undefined;
  }
}
