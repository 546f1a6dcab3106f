import { withWorkspace, type Transaction } from '../platform/database.ts';
import type { KeepingParts } from './keep-statement.ts';

type NotingParts = Pick<KeepingParts, 'database' | 'clock' | 'newId'>;

/** The last time a provider was asked for what it states. */
export interface LastPull {
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  readonly failure: string | null;
}

/** Does a pull, and notes when it began and how it ended. What the provider did not answer is told, and no trouble of ours: the schedule asks again. */
export async function notedPull(
  { database, clock, newId }: NotingParts,
  { workspaceId, providerAccountId }: { readonly workspaceId: string; readonly providerAccountId: string },
  pull: () => Promise<void>,
): Promise<void> {
  const id = newId();
  const note = async (text: string, values: readonly unknown[]): Promise<void> => {
    await withWorkspace(database, workspaceId, async (tx) => void (await tx.$client.query(text, [workspaceId, id, ...values])));
  };
  await note('INSERT INTO statement_pull (workspace_id, id, provider_account_id, started_at) VALUES ($1, $2, $3, $4)', [
    providerAccountId,
    clock(),
  ]);
  const end = 'UPDATE statement_pull SET ended_at = $3, failure = $4 WHERE workspace_id = $1 AND id = $2';
  try {
    await pull();
    await note(end, [clock(), null]);
  } catch (cause) {
    await note(end, [clock(), failureOf(cause)]);
    if (!isAnswer(cause)) throw cause;
  }
}

/** The provider did not answer with what was asked for. */
export class NoPage extends Error {}

/** Whether it is the provider's doing, or that of the way to it. */
function isAnswer(cause: unknown): boolean {
  return cause instanceof NoPage;
}

function failureOf(cause: unknown): string {
  return isAnswer(cause)
    ? (cause as Error).message.replaceAll('\0', '').slice(0, 1000)
    : 'Something went wrong on our side: the log of the service says what.';
}

/** The last pull of each account, by its id. */
export async function lastPulls(tx: Transaction): Promise<ReadonlyMap<string, LastPull>> {
  const text = `
    SELECT a.id AS "accountId", p.started_at AS "startedAt", p.ended_at AS "endedAt", p.failure
    FROM provider_account AS a CROSS JOIN LATERAL (
      SELECT * FROM statement_pull AS s WHERE s.workspace_id = a.workspace_id AND s.provider_account_id = a.id ORDER BY started_at DESC, id DESC LIMIT 1) AS p`;
  const { rows } = await tx.$client.query<LastPull & { accountId: string }>(text);
  return new Map(rows.map(({ accountId, ...pull }) => [accountId, pull]));
}
