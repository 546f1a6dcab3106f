/** What became of a request under /auth: an answer, or a sentence that says why not, with the field it is about where it is about one. */
export type AuthAnswer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly message: string; readonly field: string | undefined };

const sentences: Readonly<Record<number, string>> = {
  401: 'This e-mail address and password do not belong together.',
  429: 'That was tried too often: wait a minute, then try again.',
};

/** Asks for one step of signing in, joining or signing out. */
export async function authRequest<T = unknown>(path: string, body: object): Promise<AuthAnswer<T>> {
  try {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`/auth/${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    const answer: unknown = await response.json().catch(() => null);
    return response.ok ? { ok: true, value: answer as T } : refusedBy(response.status, answer);
  } catch {
    return { ok: false, message: 'The service did not answer. Is it still running?', field: undefined };
  }
}

function refusedBy(status: number, answer: unknown): AuthAnswer<never> {
  const { message, path } = (answer ?? {}) as { message?: string; path?: readonly string[] };
  const sentence = sentences[status] ?? message ?? `The service answered with HTTP status ${status}.`;
  return { ok: false, message: sentence, field: path?.[0] };
}
