import { chosenWorkspace } from '../access/chosen-workspace.ts';

/** A file of the service, or a sentence that says why there is none. */
type Answer = { readonly ok: true; readonly value: Blob } | { readonly ok: false; readonly message: string };

/** Fetches a file of the service. It speaks for the workspace of this tab, which a plain link could not say. */
export async function fetchFile(path: string): Promise<Answer> {
  const workspace = chosenWorkspace();
  try {
    const response = await fetch(path, { headers: workspace === undefined ? {} : { 'x-halfpenny-workspace': workspace } });
    if (response.ok) return { ok: true, value: await response.blob() };
    const refusal = (await response.json().catch(() => ({}))) as { readonly message?: string };
    return { ok: false, message: refusal.message ?? `The service answered with HTTP status ${response.status}.` };
  } catch {
    return { ok: false, message: 'The service did not answer. Is it still running?' };
  }
}
