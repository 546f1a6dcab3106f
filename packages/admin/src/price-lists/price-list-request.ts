import { chosenWorkspace } from '../access/chosen-workspace.ts';
import type { ListFormat } from './list-format.ts';

/** A part of a list that was not understood, by its place in the file, and why. */
export interface ListProblem {
  readonly line: number;
  readonly column: number;
  readonly at: string;
  readonly message: string;
  readonly accepted: readonly string[];
}

/** What came of a list: the change set that holds its drafts, null where there was nothing to draft, and everything that is not in it. */
export interface ImportedList {
  readonly changeSetId: string | null;
  readonly drafted: number;
  readonly notUnderstood: readonly ListProblem[];
  readonly leftOut: readonly { readonly why: string; readonly count: number }[];
}

/** Why nothing was drafted: the service's own sentence, the field it is about where it is about one, and each line where the list itself is why. */
export interface ListRefused {
  readonly message: string;
  readonly field: string | undefined;
  readonly accepted: readonly string[];
  readonly notUnderstood: readonly ListProblem[];
}

type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refused: ListRefused };

/** A list that is brought, and what is said of it; the empty text leaves it to the service. */
export interface ListToBring {
  readonly file: File;
  readonly format: ListFormat;
  readonly book: string;
  readonly from: string;
  readonly title: string;
  readonly reason: string;
}

const bytesMost = 16_000_000;

/** Brings a list to the service, which drafts it: nothing of it is in force by that. */
export async function bringPriceList({ file, ...said }: ListToBring): Promise<Answer<ImportedList>> {
  if (file.size > bytesMost) return refusal('A price list has at most 16 MB: bring it in parts.');
  const headers = { 'content-type': said.format === 'csv' ? 'text/csv' : 'application/json' };
  const answer = await request(said, { method: 'POST', headers, body: file });
  return answer.ok ? { ok: true, value: (await answer.value.json()) as ImportedList } : answer;
}

/** A book, the instant at which its entries are in force (absent: of every period), and whose knowledge of it (absent: that of now). */
export interface ListToExport {
  readonly book: string;
  readonly at: string | undefined;
  readonly knownAt: string | undefined;
  readonly format: 'csv' | 'json';
}

/** Fetches a book as a file. It speaks for the workspace of this tab, which a plain link could not say. */
export async function fetchPriceList({ book, at = '', knownAt = '', format }: ListToExport): Promise<Answer<Blob>> {
  const answer = await request({ book, at, knownAt, format }, {});
  return answer.ok ? { ok: true, value: await answer.value.blob() } : answer;
}

async function request(asked: Readonly<Record<string, string>>, init: RequestInit): Promise<Answer<Response>> {
  const workspace = chosenWorkspace();
  const headers = { ...(init.headers as Record<string, string>), ...(workspace && { 'x-halfpenny-workspace': workspace }) };
  const query = new URLSearchParams(Object.entries(asked).filter(([, text]) => text !== ''));
  try {
    const response = await fetch(`/price-lists?${query.toString()}`, { ...init, headers });
    return response.ok ? { ok: true, value: response } : refusedBy(response.status, await response.json().catch(() => null));
  } catch {
    return refusal('The service did not answer, or the file was changed meanwhile. Try it again.');
  }
}

function refusedBy(status: number, answer: unknown): Answer<never> {
  const said = (answer ?? {}) as Partial<ListRefused> & {
    readonly path?: readonly string[];
    readonly details?: { readonly notUnderstood?: readonly ListProblem[] };
  };
  const { message = `The service answered with HTTP status ${status}.`, path = [], accepted = [], details } = said;
  const field = path.length === 1 ? path[0] : undefined;
  return { ok: false, refused: { message, field, accepted, notUnderstood: details?.notUnderstood ?? [] } };
}

function refusal(message: string): Answer<never> {
  return { ok: false, refused: { message, field: undefined, accepted: [], notUnderstood: [] } };
}
