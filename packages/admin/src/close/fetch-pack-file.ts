import { chosenWorkspace } from '../access/chosen-workspace.ts';

/** A file of an audit pack, or a sentence that says why there is none. */
type Answer = { readonly ok: true; readonly value: Blob } | { readonly ok: false; readonly message: string };

/** Fetches a file of an audit pack. It speaks for the workspace of this tab, which a plain link could not say. */
export async function fetchPackFile(path: string): Promise<Answer> {
  const workspace = chosenWorkspace();
  try {
    const response = await fetch(path, { headers: workspace === undefined ? {} : { 'x-halfpenny-workspace': workspace } });
    if (response.ok) return { ok: true, value: await response.blob() };
    return { ok: false, message: `The service answered with HTTP status ${response.status}.` };
  } catch {
    return { ok: false, message: 'The service did not answer. Is it still running?' };
  }
}
