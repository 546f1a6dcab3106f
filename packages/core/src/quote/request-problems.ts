import { placements, placementSize } from '../catalog/placements.ts';
import { providers } from '../catalog/providers.ts';
import { unknownField } from '../price-book/unknown-field.ts';
import type { Refusal, RefusalInput } from '../refusal/refusal.ts';
import { listed, shown } from '../refusal/shown.ts';
import { checkPrompt, promptTokensMost } from '../tokens/prompt.ts';
import { editProblems } from './edit-problems.ts';
import { notSupportedYet } from './not-supported-yet.ts';
import { requestFields } from './request-fields.ts';

type Fields = Readonly<Record<string, unknown>>;

const imagesMost = 10;
const outputFormats = ['png', 'jpeg', 'webp', 'gif', 'svg'];
const backgrounds = ['auto', 'opaque', 'transparent'];
const moderations = ['auto', 'low'];
const modes = ['realtime', 'batch'];
const operations = ['generate', 'edit'];

/** Everything wrong with a request whichever provider is asked: types, ranges, words, unknown fields. Size and quality depend on the model and are checked with it. */
export function requestProblems(request: Fields): readonly Refusal[] {
  const strange = hasUnknownField(request) ? unknownField(withoutAbsent(request), requestFields, []) : undefined;
  return [
    ...(strange === undefined ? [] : [strange.refusal]),
    ...notSupportedYet(request),
    ...providerProblems(request['providers']),
    ...wordProblems(request),
    ...promptProblems(request),
    ...countProblems(request),
    ...compressionProblems(request),
    ...editProblems(request),
    ...placementProblems(request),
  ];
}

const knownFields = new Set(requestFields);

/** The quick question, before the one that says which. */
function hasUnknownField(request: Fields): boolean {
  for (const field in request) if (!knownFields.has(field) && !isAbsent(request[field])) return true;
  return false;
}

function withoutAbsent(request: Fields): Fields {
  return Object.fromEntries(Object.entries(request).filter(([, value]) => value !== undefined && value !== null));
}

function providerProblems(asked: unknown): readonly Refusal[] {
  if (isAbsent(asked)) return [];
  if (!Array.isArray(asked) || asked.length === 0) {
    return [
      problem({
        code: 'invalid-request',
        path: ['providers'],
        accepted: providers,
        message: `Name at least one of ${listed(providers)}, or leave the providers out.`,
      }),
    ];
  }
  const strangers = asked.filter((name: unknown) => typeof name !== 'string' || !providers.includes(name));
  return strangers.slice(0, 1).map((name: unknown) => {
    const message = `No provider is called ${shown(name)}: there are ${listed(providers)}.`;
    return problem({ code: 'unknown-provider', path: ['providers'], accepted: providers, message });
  });
}

function wordProblems(request: Fields): readonly Refusal[] {
  return [
    ...wordProblem(request, { field: 'operation', code: 'invalid-operation', words: operations }),
    ...wordProblem(request, { field: 'mode', code: 'invalid-mode', words: modes }),
    ...wordProblem(request, { field: 'outputFormat', code: 'invalid-output-format', words: outputFormats }),
    ...wordProblem(request, { field: 'background', code: 'invalid-background', words: backgrounds }),
    ...wordProblem(request, { field: 'moderation', code: 'invalid-moderation', words: moderations }),
  ];
}

interface WordRule {
  readonly field: string;
  readonly code: Refusal['code'];
  readonly words: readonly string[];
}

function wordProblem(request: Fields, { field, code, words }: WordRule): readonly Refusal[] {
  const value = request[field];
  if (isAbsent(value) || (typeof value === 'string' && words.includes(value))) return [];
  return [problem({ code, path: [field], accepted: words, message: `${shown(value)} is no ${field}: write ${listed(words)}.` })];
}

function promptProblems({ prompt, promptTokens }: Fields): readonly Refusal[] {
  const checked = isAbsent(prompt) ? undefined : checkPrompt(prompt);
  const wrong = checked === undefined || checked.ok ? [] : [checked.refusal];
  if (isWholeNumber(promptTokens, 0, promptTokensMost)) return wrong;
  const message = `${shown(promptTokens)} is no count of prompt tokens: give a whole number from 0 to ${promptTokensMost}.`;
  return [...wrong, problem({ code: 'invalid-prompt-tokens', path: ['promptTokens'], message })];
}

function countProblems({ n }: Fields): readonly Refusal[] {
  if (isAbsent(n) || isWholeNumber(n, 1, imagesMost)) return [];
  const message = `${shown(n)} is no number of images: ask for a whole number from 1 to ${imagesMost}.`;
  return [problem({ code: 'invalid-n', path: ['n'], accepted: ['1', String(imagesMost)], message })];
}

function compressionProblems({ outputCompression, outputFormat }: Fields): readonly Refusal[] {
  if (isAbsent(outputCompression)) return [];
  const path = ['outputCompression'];
  if (!isWholeNumber(outputCompression, 0, 100)) {
    return [
      problem({
        code: 'invalid-output-compression',
        path,
        message: `${shown(outputCompression)} is no compression: give a whole number from 0 to 100.`,
      }),
    ];
  }
  if (outputFormat === 'jpeg' || outputFormat === 'webp') return [];
  const message = 'Compression applies to the output formats jpeg and webp alone: choose one of them, or leave it out.';
  return [problem({ code: 'invalid-output-compression', path, message })];
}

function placementProblems({ placement }: Fields): readonly Refusal[] {
  if (isAbsent(placement) || (typeof placement === 'string' && placementSize(placement) !== undefined)) return [];
  const names = Object.keys(placements);
  const message = `${shown(placement)} is no placement: write ${listed(names)}, or the pixels it shows, such as 690x497.`;
  return [problem({ code: 'invalid-placement', path: ['placement'], accepted: names, message })];
}

function isWholeNumber(value: unknown, least: number, most: number): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most;
}

function isAbsent(value: unknown): value is undefined | null {
  return value === undefined || value === null;
}

function problem(refusal: RefusalInput & { readonly path: readonly string[] }): Refusal {
  return { accepted: [], ...refusal };
}
