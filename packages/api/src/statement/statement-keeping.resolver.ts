import type { Outcome } from '@halfpenny/core';
import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../access/request-context.ts';
import { withWorkspace } from '../platform/database.ts';
import { shownRefusal, type RefusalType } from '../platform/refusal.type.ts';
import { holdsOf, holdStatement } from './hold-statement.ts';
import type { KeepingParts } from './keep-statement.ts';
import { findStatement } from './read-statements.ts';
import { showStatement } from './show-statement.ts';
import { StatementHoldType, StatementResult, StatementType } from './statement.type.ts';
import { stopReading } from './stop-reading.ts';

/** Holds received files, and stops the reading of one. */
@Resolver(() => StatementType)
export class StatementKeepingResolver {
  constructor(private readonly parts: Pick<KeepingParts, 'database' | 'clock'>) {}

  @Mutation(() => StatementResult, {
    description: 'Sets a legal hold on the file of a statement, or lifts it. While it is held the file is not removed.',
  })
  async setStatementHold(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'The statement.' }) id: string,
    @Arg('held', () => Boolean, { description: 'Whether it is held from now on.' }) held: boolean,
    @Arg('reason', () => String, { description: 'Why, 1 to 2,000 characters.' }) reason: string,
  ): Promise<StatementType | RefusalType> {
    return await this.answer(context, await holdStatement(this.parts, context.caller, { id, held, reason }));
  }

  @Mutation(() => StatementResult, {
    description: 'Stops the reading of a file: nothing of it is taken. Refused once it was read to its end.',
  })
  async stopStatement(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'The statement.' }) id: string,
  ): Promise<StatementType | RefusalType> {
    return await this.answer(context, await stopReading(this.parts.database, context.caller, id));
  }

  @FieldResolver(() => [StatementHoldType], { description: 'Every time its file was held, or held no longer, in order.' })
  async holds(@Ctx() { workspaceId }: RequestContext, @Root() { id }: StatementType): Promise<StatementHoldType[]> {
    const holds = await withWorkspace(this.parts.database, workspaceId, (tx) => holdsOf(tx, id));
    return holds.map((hold) => Object.assign(new StatementHoldType(), hold));
  }

  private async answer({ workspaceId }: RequestContext, outcome: Outcome<string>): Promise<StatementType | RefusalType> {
    if (!outcome.ok) return shownRefusal(outcome.refusal);
    const found = await withWorkspace(this.parts.database, workspaceId, (tx) => findStatement(tx, outcome.value));
    return found === undefined
      ? shownRefusal({ code: 'statement-not-found', message: 'No statement of this workspace has that id.', path: ['id'], accepted: [] })
      : showStatement(found);
  }
}
