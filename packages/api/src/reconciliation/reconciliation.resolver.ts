import { underPath, type Outcome } from '@halfpenny/core';
import { Arg, Ctx, FieldResolver, ID, InputType, Field, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../access/request-context.ts';
import { withWorkspace } from '../platform/database.ts';
import { isId } from '../platform/identifiers.ts';
import { askedPage, cursorOf } from '../platform/page.type.ts';
import { shownRefusal, type RefusalType } from '../platform/refusal.type.ts';
import { DateTimeScalar } from '../platform/scalars.ts';
import { acceptStatement } from './accept-statement.ts';
import { findRun, listItems, listReconciliations, listResolutions, type ItemOrder } from './read-reconciliations.ts';
import { ItemOrders, ReconciliationItemStates, VarianceParts } from './reconciliation-enums.type.ts';
import { ItemResolutionType, ReconciliationItemConnectionType } from './reconciliation-item.type.ts';
import type { ItemState } from './reconciliation.table.ts';
import { ReconciliationConnectionType, ReconciliationResult, ReconciliationType } from './reconciliation.type.ts';
import { showItem, showReconciliation, showResolution } from './show-reconciliation.ts';
import { repeatReconciliation, startReconciliation, type StartingParts } from './start-reconciliation.ts';

/** Which statement is held against the ledger. */
@InputType('ReconciliationInput', { description: 'The statement of a provider account over a period.' })
export class ReconciliationInput {
  @Field(() => ID, { description: 'The provider account, of this workspace.' })
  readonly providerAccountId!: string;

  @Field(() => DateTimeScalar, { description: 'The first instant of the period.' })
  readonly from!: string;

  @Field(() => DateTimeScalar, { description: 'The first instant after it.' })
  readonly until!: string;
}

/** Holds statements against the ledger, shows what that came to, and accepts them. */
@Resolver(() => ReconciliationType)
export class ReconciliationResolver {
  constructor(private readonly parts: StartingParts) {}

  @Mutation(() => ReconciliationResult, {
    description: 'Starts to hold a statement against the ledger, pinned to what is known now. Nothing is posted.',
  })
  async startReconciliation(
    @Ctx() context: RequestContext,
    @Arg('input', () => ReconciliationInput, { description: 'Which statement.' }) input: ReconciliationInput,
  ): Promise<ReconciliationType | RefusalType> {
    return await this.answer(context, await startReconciliation(this.parts, context.caller, input), ['input']);
  }

  @Mutation(() => ReconciliationResult, {
    description: 'Makes a reconciliation once more of the inputs it was made of: its hash is the same.',
  })
  async repeatReconciliation(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'The reconciliation to repeat.' }) id: string,
  ): Promise<ReconciliationType | RefusalType> {
    return await this.answer(context, await repeatReconciliation(this.parts, context.caller, id));
  }

  @Mutation(() => ReconciliationResult, {
    description:
      'Accepts the statement of a reconciliation: it is payable, and what lies between it and the ledger stands in suspense until its causes are resolved.',
  })
  async acceptStatement(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'The reconciliation.' }) id: string,
  ): Promise<ReconciliationType | RefusalType> {
    return await this.answer(context, await acceptStatement(this.parts, context.caller, id));
  }

  @Query(() => ReconciliationType, {
    nullable: true,
    description: 'A reconciliation as far as it has come; null where there is none of that id.',
  })
  async reconciliation(
    @Ctx() { workspaceId }: RequestContext,
    @Arg('id', () => ID, { description: 'The id of the reconciliation.' }) id: string,
  ): Promise<ReconciliationType | null> {
    const run = isId(id) ? await withWorkspace(this.parts.database, workspaceId, (tx) => findRun(tx, id)) : undefined;
    return run === undefined ? null : showReconciliation(run);
  }

  @Query(() => ReconciliationConnectionType, { description: 'Reconciliations, the latest first.' })
  async reconciliations(
    @Ctx() { workspaceId }: RequestContext,
    @Arg('first', () => Int, { defaultValue: 20, description: 'How many, 1 to 200.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'The endCursor of the page before; absent: the first page.' })
    after?: string | null,
  ): Promise<ReconciliationConnectionType> {
    const page = askedPage(first, after);
    const runs = await withWorkspace(this.parts.database, workspaceId, (tx) => listReconciliations(tx, page));
    const edges = runs.slice(0, page.first).map((run) => ({ cursor: cursorOf(run.id), node: showReconciliation(run) }));
    return { edges, pageInfo: { hasNextPage: runs.length > page.first, endCursor: edges.at(-1)?.cursor ?? null } };
  }

  @FieldResolver(() => ReconciliationItemConnectionType, { description: 'What it found.' })
  async items(
    @Ctx() { workspaceId }: RequestContext,
    @Root() run: ReconciliationType,
    @Arg('parts', () => [VarianceParts], { nullable: true, description: 'Only of these parts; absent: of all.' }) parts: string[] | null,
    @Arg('causes', () => [String], { nullable: true, description: 'Only of these causes; absent: of all.' }) causes: string[] | null,
    @Arg('states', () => [ReconciliationItemStates], { nullable: true, description: 'Only in these states; absent: in all.' })
    states: ItemState[] | null,
    @Arg('order', () => ItemOrders, { defaultValue: ItemOrders.NUMBER, description: 'Which comes first.' }) order: ItemOrder,
    @Arg('first', () => Int, { defaultValue: 50, description: 'How many, 1 to 200.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'The endCursor of the page before; absent: the first page.' })
    after?: string | null,
  ): Promise<ReconciliationItemConnectionType> {
    const page = askedPage(first, after, (key) => /^\d{1,9}$/.test(key));
    const choice = { runId: run.id, order, parts: parts ?? undefined, causes: causes ?? undefined, states: states ?? undefined };
    const items = await withWorkspace(this.parts.database, workspaceId, (tx) => listItems(tx, choice, page));
    const edges = items.slice(0, page.first).map((item) => ({ cursor: cursorOf(item.number.toString()), node: showItem(item) }));
    return { edges, pageInfo: { hasNextPage: items.length > page.first, endCursor: edges.at(-1)?.cursor ?? null } };
  }

  @FieldResolver(() => [ItemResolutionType], { description: 'What was decided of its items, in the order of time.' })
  async resolutions(@Ctx() { workspaceId }: RequestContext, @Root() run: ReconciliationType): Promise<ItemResolutionType[]> {
    const resolutions = await withWorkspace(this.parts.database, workspaceId, (tx) => listResolutions(tx, run.id));
    return resolutions.map(showResolution);
  }

  private async answer(
    context: RequestContext,
    outcome: Outcome<string>,
    path: readonly string[] = [],
  ): Promise<ReconciliationType | RefusalType> {
    if (!outcome.ok) return shownRefusal(underPath(outcome.refusal, [...path]));
    const run = await this.reconciliation(context, outcome.value);
    return (
      run ??
      shownRefusal({ code: 'run-not-found', message: 'No reconciliation of this workspace has that id.', path: ['id'], accepted: [] })
    );
  }
}
