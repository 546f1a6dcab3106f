import { chosenWorkspace } from '../access/chosen-workspace.ts';
import type { StatementKind, StatementSeries } from '../generated/graphql.ts';

/** A file of a provider and what it does not say of itself. What is empty is left to the service. */
export interface StatementToBring {
  readonly file: File;
  readonly account: string;
  readonly kind: StatementKind;
  readonly series: StatementSeries;
  readonly mapping: string;
  readonly total: string;
  readonly currency: string;
}

/** Why a file was not taken: the service's own sentence, and the field it is about where it is about one. */
export interface StatementRefused {
  readonly message: string;
  readonly field: string | undefined;
}

type Answer = { readonly ok: true; readonly id: string } | { readonly ok: false; readonly refused: StatementRefused };

const bytesMost = 2_000_000_000;

/**
 * Sends a file as it is, and tells how many of its bytes are on their way. It is kept and read by the service: 202 with the id to watch. XMLHttpRequest,
 * because fetch does not tell how far a body has come.
 */
export async function bringStatement(said: StatementToBring, sent: (bytes: number) => void): Promise<Answer> {
  if (said.file.size > bytesMost) return refusal('A statement has at most 2 GB: bring it in parts, by days.');
  const request = new XMLHttpRequest();
  request.open('POST', `/statements?${queryOf(said).toString()}`);
  request.setRequestHeader('content-type', 'application/octet-stream');
  const workspace = chosenWorkspace();
  if (workspace !== undefined) request.setRequestHeader('x-halfpenny-workspace', workspace);
  request.upload.addEventListener('progress', ({ loaded }) => sent(loaded));
  return await new Promise((resolve) => {
    request.addEventListener('load', () => resolve(answered(request)));
    request.addEventListener('error', () =>
      resolve(refusal('The service did not answer, or the file was changed meanwhile. Nothing of it counts: try it again.')),
    );
    request.send(said.file);
  });
}

function queryOf({ file, account, kind, series, mapping, total, currency }: StatementToBring): URLSearchParams {
  const said = {
    providerAccount: account,
    kind: kind.toLowerCase(),
    series: series.toLowerCase(),
    mapping: kind === 'CSV' ? mapping : '',
    total,
    currency: total === '' ? '' : currency,
    fileName: file.name,
  };
  return new URLSearchParams(Object.entries(said).filter(([, text]) => text !== ''));
}

function answered({ status, responseText }: XMLHttpRequest): Answer {
  const said = readJson(responseText);
  if (status === 202 && typeof said['id'] === 'string') return { ok: true, id: said['id'] };
  const { message, path } = said as { readonly message?: string; readonly path?: readonly string[] };
  return { ok: false, refused: { message: message ?? `The service answered with HTTP status ${status}.`, field: path?.[0] } };
}

function readJson(text: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(text) as Readonly<Record<string, unknown>>;
  } catch {
    return {};
  }
}

function refusal(message: string): Answer {
  return { ok: false, refused: { message, field: undefined } };
}
