import { chosenWorkspace } from '../access/chosen-workspace.ts';

/** A file that a decision rests on, named by what is in it. */
export interface Attachment {
  readonly name: string;
  /** Lower-case hexadecimal. */
  readonly sha256: string;
}

/** Has a file kept, and answers with its name and the SHA-256 of its bytes. Throws the sentence of the service where it is not taken. */
export async function broughtFile(file: File): Promise<Attachment> {
  const workspace = chosenWorkspace();
  const headers = {
    'content-type': 'application/octet-stream',
    ...(workspace === undefined ? {} : { 'x-halfpenny-workspace': workspace }),
  };
  const response = await fetch(`/attachments?name=${encodeURIComponent(file.name)}`, { method: 'POST', headers, body: file });
  const answer = (await response.json()) as { sha256?: string; message?: string };
  if (answer.sha256 === undefined) throw new Error(answer.message ?? 'The file was not taken.');
  return { name: file.name, sha256: answer.sha256 };
}
