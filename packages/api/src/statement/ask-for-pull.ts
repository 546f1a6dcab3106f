import { accepted, refused, type Outcome } from '@halfpenny/core';
import { eq } from 'drizzle-orm';
import { providerAccountTable } from '../access/provider-account.table.ts';
import { withWorkspace } from '../platform/database.ts';
import { isId } from '../platform/identifiers.ts';
import { enqueue } from '../queue/tasks.ts';
import { dayOf, type PullingParts } from './pull-statements.ts';

/** A pull that somebody asks for: from a day on, final or not; absent: from the first that is not final. */
export interface PullAsked {
  readonly workspaceId: string;
  readonly providerAccountId: string;
  readonly from?: string | undefined;
}

/** Has statements pulled now. Answers with the provider. Refused where nothing can be pulled from it, or no whole day yet. */
export async function askForPull(
  { database, billing, clock }: PullingParts,
  { workspaceId, providerAccountId, from }: PullAsked,
): Promise<Outcome<string>> {
  return await withWorkspace(database, workspaceId, async (tx) => {
    const [account] = isId(providerAccountId)
      ? await tx.select().from(providerAccountTable).where(eq(providerAccountTable.id, providerAccountId))
      : [];
    const path = ['providerAccountId'];
    if (account === undefined)
      return refused({ code: 'provider-account-not-found', message: 'No provider account of this workspace has that id.', path });
    const { provider, book, lentBy } = account;
    if (lentBy !== null)
      return refused({ code: 'invalid-statement', message: 'Another workspace owns this account and its statements.', path });
    if (!billing.some((source) => source.provider === provider && source.book === book)) {
      const message = `Nothing is pulled from ${provider}: set its admin key (OPENAI_ADMIN_KEY), or bring its statements as files.`;
      return refused({ code: 'invalid-statement', message, path });
    }
    const today = dayOf(clock().getTime());
    if ((from ?? dayOf(account.createdAt.getTime())) >= today) {
      const message = `Whole days are pulled, and ${today}, UTC, is not over: ask for an earlier day, or tomorrow.`;
      return refused({ code: 'invalid-statement', message, path: ['from'] });
    }
    await enqueue(tx, { task: 'pull-statements', payload: { workspaceId, providerAccountId, from } });
    return accepted(provider);
  });
}
