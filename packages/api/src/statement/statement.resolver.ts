import { Arg, Ctx, ID, Int, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../access/request-context.ts';
import { withWorkspace, type Database } from '../platform/database.ts';
import { isId } from '../platform/identifiers.ts';
import { askedPage, cursorOf } from '../platform/page.type.ts';
import { lastPulls } from './noted-pulls.ts';
import { findStatement, linesOf, listAccounts, listStatements, rejectionsOf } from './read-statements.ts';
import { showAccount, showLine, showStatement } from './show-statement.ts';
import { StatementSeriesEnum } from './statement-enums.type.ts';
import type { StatementSeries } from './statement-import.table.ts';
import { RejectedLineType, StatementLineConnectionType } from './statement-line.type.ts';
import { ProviderAccountType, StatementConnectionType, StatementType } from './statement.type.ts';

const rejectionsMost = 10_000;

/** Shows what providers state: accounts, files, lines, and what could not be read. */
@Resolver()
export class StatementResolver {
  constructor(private readonly database: Database) {}

  @Query(() => [ProviderAccountType], { description: 'Accounts at providers, by provider. One is there from its first use on.' })
  async providerAccounts(@Ctx() { workspaceId }: RequestContext): Promise<ProviderAccountType[]> {
    return await withWorkspace(this.database, workspaceId, async (tx) => {
      const pulls = await lastPulls(tx);
      return (await listAccounts(tx)).map((account) => showAccount(account, pulls.get(account.id)));
    });
  }

  @Query(() => StatementConnectionType, { description: 'Files of providers, the latest first: POST /statements brings one.' })
  async statements(
    @Ctx() { workspaceId }: RequestContext,
    @Arg('providerAccountId', () => ID, { nullable: true, description: 'Only those of this account; absent: all.' })
    providerAccountId?: string | null,
    @Arg('series', () => StatementSeriesEnum, { nullable: true, description: 'Only those of this series; absent: all.' })
    series?: StatementSeries | null,
    @Arg('first', () => Int, { defaultValue: 50, description: 'How many, 1 to 200.' }) first = 50,
    @Arg('after', () => String, { nullable: true, description: 'The endCursor of the page before; absent: the first page.' })
    after?: string | null,
  ): Promise<StatementConnectionType> {
    const page = askedPage(first, after);
    if (providerAccountId != null && !isId(providerAccountId)) return { edges: [], pageInfo: { hasNextPage: false, endCursor: null } };
    const choice = { providerAccountId: providerAccountId ?? undefined, series: series ?? undefined };
    const found = await withWorkspace(this.database, workspaceId, (tx) => listStatements(tx, choice, page));
    const edges = found.slice(0, page.first).map((row) => ({ cursor: cursorOf(row.id), node: showStatement(row) }));
    return { edges, pageInfo: { hasNextPage: found.length > page.first, endCursor: edges.at(-1)?.cursor ?? null } };
  }

  @Query(() => StatementType, { nullable: true, description: 'A file as far as it has come; null where there is none of that id.' })
  async statement(
    @Ctx() { workspaceId }: RequestContext,
    @Arg('id', () => ID, { description: 'The id that POST /statements answered with.' }) id: string,
  ): Promise<StatementType | null> {
    if (!isId(id)) return null;
    const found = await withWorkspace(this.database, workspaceId, (tx) => findStatement(tx, id));
    return found === undefined ? null : showStatement(found);
  }

  @Query(() => StatementLineConnectionType, {
    description:
      'The lines that a statement brought, in the order of the file. Lines of days that it states as they were known stand in the version that did first.',
  })
  async statementLines(
    @Ctx() { workspaceId }: RequestContext,
    @Arg('statementId', () => ID, { description: 'Of which statement.' }) statementId: string,
    @Arg('first', () => Int, { defaultValue: 50, description: 'How many, 1 to 200.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'The endCursor of the page before; absent: the first page.' })
    after?: string | null,
  ): Promise<StatementLineConnectionType> {
    const page = askedPage(first, after, (key) => /^\d{1,18}$/.test(key));
    const found = isId(statementId) ? await withWorkspace(this.database, workspaceId, (tx) => linesOf(tx, statementId, page)) : [];
    const edges = found.slice(0, page.first).map((line) => ({ cursor: cursorOf(line.ordinal), node: showLine(statementId, line) }));
    return { edges, pageInfo: { hasNextPage: found.length > page.first, endCursor: edges.at(-1)?.cursor ?? null } };
  }

  @Query(() => [RejectedLineType], { description: 'The lines of a file that could not be read, in its order: the first 10,000.' })
  async rejectedLines(
    @Ctx() { workspaceId }: RequestContext,
    @Arg('statementId', () => ID, { description: 'Of which statement.' }) statementId: string,
    @Arg('first', () => Int, { defaultValue: 200, description: 'How many, 1 to 10,000.' }) first: number,
  ): Promise<RejectedLineType[]> {
    const { first: most } = askedPage(first, undefined, isId, rejectionsMost);
    const found = isId(statementId) ? await withWorkspace(this.database, workspaceId, (tx) => rejectionsOf(tx, statementId, most)) : [];
    return [...found];
  }
}
