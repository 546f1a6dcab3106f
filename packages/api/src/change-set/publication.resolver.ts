import { underPath } from '@halfpenny/core';
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../access/request-context.ts';
import { withWorkspace } from '../platform/database.ts';
import { RefusalType, shownRefusal } from '../platform/refusal.type.ts';
import type { ChangeSetParts } from './change-set-parts.ts';
import { PriceChangeSetResult, PriceChangeSetType } from './change-set.type.ts';
import { checkChangeSet, type CheckedChangeSet } from './check-change-set.ts';
import { PriceKeyChangeType, PriceProblemType } from './price-change.type.ts';
import { hindranceTo, publishChangeSet } from './publish-change-set.ts';
import { publishedChanges } from './published-changes.ts';
import { showChange, showProblem } from './show-changes.ts';
import { showChangeSet } from './show-change-set.ts';
import { askForTwoPeople, asksForTwoPeople, twoPeopleSetting } from './two-people.ts';

/** Says what a change set would do and what is wrong with it, and publishes it. */
@Resolver(() => PriceChangeSetType)
export class PublicationResolver {
  /** Each change set is checked once an answer, however many of its fields are asked for. */
  private readonly checks = new WeakMap<PriceChangeSetType, Promise<CheckedChangeSet>>();

  constructor(private readonly parts: ChangeSetParts) {}

  @FieldResolver(() => [PriceProblemType], {
    description:
      'Everything that is wrong with its drafts against the book as it is known now, in their order. Of what was published or discarded, and where figures are withheld: nothing.',
  })
  async problems(@Root() set: PriceChangeSetType, @Ctx() context: RequestContext): Promise<PriceProblemType[]> {
    return isOpen(set) && !set.withheld ? (await this.checked(set, context)).problems.map(showProblem) : [];
  }

  @FieldResolver(() => [PriceKeyChangeType], {
    description:
      'What it would do to the book as it is known now, or what it did. Of drafts that cannot be read, and where figures are withheld: nothing.',
  })
  async diff(@Root() set: PriceChangeSetType, @Ctx() context: RequestContext): Promise<PriceKeyChangeType[]> {
    if (set.withheld) return [];
    if (set.state !== 'published') return (await this.checked(set, context)).changes.map(showChange);
    const changes = await withWorkspace(this.parts.database, context.workspaceId, (tx) => publishedChanges(tx, set.record));
    return changes.map(showChange);
  }

  @FieldResolver(() => String, {
    description:
      'Stands for what publication would do now: whoever publishes hands it back, and is refused where it would do anything else by then.',
  })
  async fingerprint(@Root() set: PriceChangeSetType, @Ctx() context: RequestContext): Promise<string> {
    return set.withheld ? '' : (await this.checked(set, context)).fingerprint;
  }

  @FieldResolver(() => Boolean, {
    description: 'Whether somebody who wrote none of it has to publish it: of a book for all, where any workspace asks for that.',
  })
  async asksForTwoPeople(@Root() { record }: PriceChangeSetType, @Ctx() { workspaceId }: RequestContext): Promise<boolean> {
    return await withWorkspace(this.parts.database, workspaceId, (tx) => asksForTwoPeople(tx, record.set));
  }

  @FieldResolver(() => RefusalType, {
    nullable: true,
    description: 'Why the caller may not publish it as it stands; absent: they may, once what is to be confirmed is.',
  })
  async hindrance(@Root() set: PriceChangeSetType, @Ctx() context: RequestContext): Promise<RefusalType | null> {
    const checked = await this.checked(set, context);
    const why = await withWorkspace(this.parts.database, context.workspaceId, (tx) => hindranceTo(tx, set.record, context.caller, checked));
    return why === undefined ? null : shownRefusal(why.refusal);
  }

  @Mutation(() => PriceChangeSetResult, {
    description: 'Publishes a change set as a whole. Every process prices by it within a second; a quote that was given keeps its prices.',
  })
  async publishPriceChangeSet(
    @Ctx() { caller }: RequestContext,
    @Arg('id', () => ID, { description: 'The change set.' }) id: string,
    @Arg('rowVersion', () => Int, { description: 'The row version that was reviewed: another one is refused as stale.' })
    rowVersion: number,
    @Arg('confirmations', () => [String], { defaultValue: [], description: 'The names of the problems that are confirmed.' })
    confirmations: string[],
    @Arg('comment', () => String, { defaultValue: '', description: 'Why it is approved.' }) comment: string,
    @Arg('fingerprint', () => String, { nullable: true, description: 'What was reviewed; absent: whatever it does by now.' })
    fingerprint?: string | null,
  ): Promise<PriceChangeSetType | RefusalType> {
    const approval = { comment, confirmations, fingerprint: fingerprint ?? undefined };
    const outcome = await publishChangeSet(this.parts, caller, { id, rowVersion }, approval);
    return outcome.ok ? showChangeSet(outcome.value, caller) : shownRefusal(underPath(outcome.refusal, []));
  }

  @Query(() => Boolean, {
    description:
      'Whether this workspace asks that prices are published by somebody who wrote none of them. A book for all asks for that where any workspace does.',
  })
  async twoPeoplePublish(@Ctx() { workspaceId }: RequestContext): Promise<boolean> {
    return await withWorkspace(this.parts.database, workspaceId, (tx) => twoPeopleSetting(tx, workspaceId));
  }

  @Mutation(() => Boolean, { description: 'Asks for two people, or no longer; answers with what holds from now on.' })
  async setTwoPeoplePublish(
    @Ctx() { workspaceId }: RequestContext,
    @Arg('required', () => Boolean, { description: 'Whether two people are asked for.' }) required: boolean,
  ): Promise<boolean> {
    await withWorkspace(this.parts.database, workspaceId, (tx) => askForTwoPeople(tx, workspaceId, required));
    return required;
  }

  private checked(set: PriceChangeSetType, { workspaceId }: RequestContext): Promise<CheckedChangeSet> {
    const { database, book, clock } = this.parts;
    const check =
      this.checks.get(set) ?? withWorkspace(database, workspaceId, (tx) => checkChangeSet(tx, set.record, { book, at: clock() }));
    this.checks.set(set, check);
    return check;
  }
}

function isOpen({ state }: PriceChangeSetType): boolean {
  return state === 'draft' || state === 'submitted';
}
