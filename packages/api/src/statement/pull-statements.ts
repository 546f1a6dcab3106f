import { join } from 'node:path';
import { Readable } from 'node:stream';
import { invariant } from '@halfpenny/core';
import { eq } from 'drizzle-orm';
import { providerAccountTable } from '../access/provider-account.table.ts';
import { unfinishedFolder } from '../images/folder-driver.ts';
import { withWorkspace } from '../platform/database.ts';
import type { Tasks } from '../queue/tasks.ts';
import { stageBytes } from '../uploads/stage-upload.ts';
import type { BillingSource } from './billing-source.ts';
import { keepStatement, type KeepingParts } from './keep-statement.ts';
import { notedPull } from './noted-pulls.ts';
import { organizationPages, type PagesAsked } from './organization-pages.ts';
import type { StatementKind } from './read-statement.ts';
import { statementDays } from './statement-days.ts';
import type { StatementSeries } from './statement-import.table.ts';

/** What pulling needs from the outside. */
export interface PullingParts extends KeepingParts {
  readonly billing: readonly BillingSource[];
  /** Pages are staged under it while they arrive. */
  readonly imageFolder: string;
}

interface Pull {
  readonly kind: StatementKind;
  readonly series: StatementSeries;
  /** What is asked, in this order; the second time as the control of the first. */
  readonly asked: readonly Pick<PagesAsked, 'endpoint' | 'width' | 'groupBy'>[];
}

const byAccount = ['project_id', 'api_key_id'];
const pulls: readonly Pull[] = [
  {
    kind: 'openai_costs',
    series: 'charges',
    asked: [
      { endpoint: 'costs', width: '1d', groupBy: [...byAccount, 'line_item'] },
      { endpoint: 'costs', width: '1d', groupBy: [] },
    ],
  },
  {
    kind: 'openai_usage_images',
    series: 'usage_images',
    asked: [{ endpoint: 'usage/images', width: '1m', groupBy: [...byAccount, 'model', 'size', 'source'] }],
  },
  {
    kind: 'openai_usage_completions',
    series: 'usage_completions',
    asked: [{ endpoint: 'usage/completions', width: '1m', groupBy: [...byAccount, 'model', 'batch'] }],
  },
];

const dayMilliseconds = 86_400_000;
/** How far back a day that never came to be final is asked for. */
const daysMost = 60;
const bytesMax = 2_000_000_000;
const schedule = { personId: null, apiKeyId: null, name: 'the schedule' };

/**
 * Pulls what a provider states of every whole day since the account was opened that is not final yet: costs by project, key and line item, the same ungrouped as control, and both
 * witnesses by the minute. Each is kept as it came and read like a file that somebody brings.
 */
export async function pullStatements(parts: PullingParts, about: Tasks['pull-statements']): Promise<void> {
  const found = await accountAndSpan(parts, about);
  const source = parts.billing.find(({ provider, book }) => provider === found?.provider && book === found.book);
  if (source === undefined || found === undefined) return;
  await notedPull(parts, about, () => pullSpan(parts, { ...about, source, from: found.from, until: found.until }));
}

interface Span {
  readonly workspaceId: string;
  readonly providerAccountId: string;
  readonly source: BillingSource;
  readonly from: string;
  readonly until: string;
}

async function pullSpan(parts: PullingParts, { workspaceId, providerAccountId, source, from, until }: Span): Promise<void> {
  for (const { kind, series, asked } of pulls) {
    const pages = allPages(
      source,
      asked.map((each) => ({ ...each, from, until })),
    );
    const staged = await stageBytes(join(parts.imageFolder, unfinishedFolder), Readable.from(pages), { bytesMax, readBytesMax: bytesMax });
    invariant(staged !== undefined, 'A provider states less than 2 GB of 60 days.');
    const fileName = `${source.provider} ${kind} ${from.slice(0, 10)} to ${until.slice(0, 10)}.json`;
    const reading = { kind, provider: source.provider, from, until };
    await keepStatement(parts, { ...schedule, workspaceId }, { providerAccountId, series, origin: 'pull', fileName, reading, staged });
  }
}

async function* allPages(source: BillingSource, asked: readonly PagesAsked[]): AsyncGenerator<Buffer> {
  for (const each of asked) yield* organizationPages(source, each);
}

/** Whose account, and from which day on until the end of yesterday; undefined where there is nothing to ask for. */
async function accountAndSpan(
  { database, clock }: PullingParts,
  { workspaceId, providerAccountId, from: asked }: Tasks['pull-statements'],
) {
  const now = clock();
  return await withWorkspace(database, workspaceId, async (tx) => {
    const [account] = await tx.select().from(providerAccountTable).where(eq(providerAccountTable.id, providerAccountId));
    if (account === undefined || account.lentBy !== null) return undefined;
    const until = dayOf(now.getTime());
    const from = asked ?? dayOf(Math.max(account.createdAt.getTime(), Date.parse(until) - daysMost * dayMilliseconds));
    if (from >= until) return undefined;
    const days = await statementDays(tx, { providerAccountId, series: 'charges', from, until, now });
    const first = asked ?? days.find(({ isFinal }) => !isFinal)?.day;
    return first === undefined ? undefined : { ...account, from: `${first}T00:00:00Z`, until: `${until}T00:00:00Z` };
  });
}

/** The UTC day of an instant: "2026-11-21". */
export function dayOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 10);
}
