import { chosenWorkspace } from '../access/chosen-workspace.ts';

/** A file that is brought, and what is said of it; the empty text leaves it to the service. */
export interface StatementToBring {
  readonly file: File;
  readonly providerAccount: string;
  readonly kind: string;
  readonly series: string;
  readonly mapping: string;
}

/** The id of the statement; or why it was not taken, in the service's own sentence. */
export type StatementTaken = { readonly ok: true; readonly id: string } | { readonly ok: false; readonly sentence: string };

const lost = 'The file broke off on its way: nothing was taken. Try it again.';

/** Brings a file to the service, which keeps it and reads it; `progress` hears the share that was sent, 0 to 1. */
export function bringStatement({ file, ...said }: StatementToBring, progress: (share: number) => void): Promise<StatementTaken> {
  const asked = Object.entries({ ...said, fileName: file.name }).filter(([, text]) => text !== '');
  return new Promise((resolve) => {
    // fetch does not tell how far a body was sent.
    const request = new XMLHttpRequest();
    request.open('POST', `/statements?${new URLSearchParams(asked).toString()}`);
    request.setRequestHeader('content-type', 'application/octet-stream');
    const workspace = chosenWorkspace();
    if (workspace !== undefined) request.setRequestHeader('x-halfpenny-workspace', workspace);
    request.upload.addEventListener('progress', ({ loaded, total }) => progress(total === 0 ? 0 : loaded / total));
    request.addEventListener('load', () => resolve(takenBy(request)));
    request.addEventListener('error', () => resolve({ ok: false, sentence: lost }));
    request.send(file);
  });
}

function takenBy({ status, responseText }: XMLHttpRequest): StatementTaken {
  const said = readJson(responseText);
  if (status === 202 && typeof said['id'] === 'string') return { ok: true, id: said['id'] };
  return { ok: false, sentence: typeof said['message'] === 'string' ? said['message'] : responseText.trim() || lost };
}

function readJson(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
  } catch {
    return {};
  }
}
