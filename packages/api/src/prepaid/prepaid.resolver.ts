import { formatDecimal, underPath } from '@halfpenny/core';
import type { Outcome } from '@halfpenny/core';
import { sql } from 'drizzle-orm';
import { GraphQLError } from 'graphql';
import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../access/request-context.ts';
import { withWorkspace } from '../platform/database.ts';
import { isId } from '../platform/identifiers.ts';
import { MoneyBook } from '../platform/money-book.type.ts';
import { shownRefusal, type RefusalType } from '../platform/refusal.type.ts';
import { DecimalScalar } from '../platform/scalars.ts';
import type { PrepaidParts } from './post-movement.ts';
import { leftOf } from './prepaid-lot.ts';
import { PrepaidLotInput, PrepaidLotResult, PrepaidLotsResult, PrepaidLotsType, PrepaidLotType } from './prepaid.type.ts';
import { lotOf, readLots, type LotRow } from './read-lots.ts';
import { decideLot, recordLot } from './record-lot.ts';
import { settlePrepaid } from './settle-prepaid.ts';

const byId = { description: 'The lot.' };

/** Records credit at providers, has it approved, and takes from it what was used. */
@Resolver()
export class PrepaidResolver {
  constructor(private readonly parts: PrepaidParts) {}

  @Query(() => [PrepaidLotType], {
    description: 'The lots of this workspace, by provider account, the one that expires first before the others.',
  })
  async prepaidLots(
    @Ctx() { workspaceId }: RequestContext,
    @Arg('book', () => MoneyBook, { defaultValue: MoneyBook.REAL, description: 'Whose money.' }) book: 'real' | 'simulated',
    @Arg('providerAccountId', () => ID, { nullable: true, description: 'Only those that lie there; absent: all.' }) accountId?:
      | string
      | null,
  ): Promise<PrepaidLotType[]> {
    if (accountId != null && !isId(accountId)) return [];
    const rows = await withWorkspace(this.parts.database, workspaceId, (tx) => readLots(tx, { book, accountId: accountId ?? undefined }));
    return rows.map(shownLot);
  }

  @Mutation(() => PrepaidLotResult, {
    description:
      'Records credit at a provider: it is posted at once, or, above the value that one person may record, once another has approved it.',
  })
  async recordPrepaidLot(
    @Ctx() { caller }: RequestContext,
    @Arg('input', () => PrepaidLotInput, { description: 'What is to be recorded.' }) input: PrepaidLotInput,
  ): Promise<PrepaidLotType | RefusalType> {
    return shown(await recordLot(this.parts, caller, input), ['input']);
  }

  @Mutation(() => PrepaidLotResult, { description: 'Approves a proposed lot, so that it is posted. Refused to whoever recorded it.' })
  async approvePrepaidLot(@Ctx() { caller }: RequestContext, @Arg('id', () => ID, byId) id: string): Promise<PrepaidLotType | RefusalType> {
    return shown(await decideLot(this.parts, caller, { id, state: 'recorded' }));
  }

  @Mutation(() => PrepaidLotResult, { description: 'Discards a proposed lot: nothing of it is ever posted.' })
  async discardPrepaidLot(@Ctx() { caller }: RequestContext, @Arg('id', () => ID, byId) id: string): Promise<PrepaidLotType | RefusalType> {
    return shown(await decideLot(this.parts, caller, { id, state: 'discarded' }));
  }

  @Mutation(() => PrepaidLotsResult, {
    description:
      'Takes from the lots of a provider account what was settled since, and posts what has expired. A second time changes nothing.',
  })
  async settlePrepaid(
    @Ctx() { caller }: RequestContext,
    @Arg('providerAccountId', () => ID, { description: 'Where the lots lie.' }) accountId: string,
  ): Promise<PrepaidLotsType | RefusalType> {
    const outcome = await settlePrepaid(this.parts, { workspaceId: caller.workspaceId, accountId });
    if (!outcome.ok) return shownRefusal(outcome.refusal);
    return Object.assign(new PrepaidLotsType(), { lots: outcome.value.map(shownLot) });
  }

  @Query(() => DecimalScalar, {
    nullable: true,
    description: 'Above which value, in the money of the lot, another than who recorded it approves a lot; null: none has to be approved.',
  })
  async prepaidTwoPeopleAbove(@Ctx() { workspaceId }: RequestContext): Promise<string | null> {
    const question = sql`SELECT trim_scale(prepaid_two_people_above)::text AS above FROM workspace WHERE id = ${workspaceId}::uuid`;
    const { rows } = await withWorkspace(this.parts.database, workspaceId, (tx) => tx.execute<{ above: string | null }>(question));
    return rows[0]?.above ?? null;
  }

  @Mutation(() => DecimalScalar, { nullable: true, description: 'Sets that value; answers with what holds from now on.' })
  async setPrepaidTwoPeopleAbove(
    @Ctx() { workspaceId }: RequestContext,
    @Arg('amount', () => DecimalScalar, { nullable: true, description: 'Zero or more; absent: no lot has to be approved.' }) amount?:
      | string
      | null,
  ): Promise<string | null> {
    if (amount?.startsWith('-') === true) {
      throw new GraphQLError('A value is zero or more.', { extensions: { code: 'INVALID_PREPAID_LOT', path: ['amount'] } });
    }
    const change = sql`UPDATE workspace SET prepaid_two_people_above = ${amount ?? null} WHERE id = ${workspaceId}::uuid`;
    await withWorkspace(this.parts.database, workspaceId, (tx) => tx.execute(change));
    return amount ?? null;
  }
}

function shown(outcome: Outcome<LotRow>, path: readonly string[] = []): PrepaidLotType | RefusalType {
  return outcome.ok ? shownLot(outcome.value) : shownRefusal(underPath(outcome.refusal, path));
}

function shownLot(row: LotRow): PrepaidLotType {
  const {
    id,
    accountId: providerAccountId,
    provider,
    book,
    kind,
    state,
    reference,
    author: authorIdentity,
    authorName: author,
    decidedByName: decidedBy,
    hasExpired,
  } = row;
  const counted = (amount: string) => ({ amount, currency: row.currency });
  const said = { id, providerAccountId, provider, book, kind, state, reference, author, authorIdentity, decidedBy, hasExpired };
  return Object.assign(new PrepaidLotType(), {
    ...said,
    quantity: counted(row.quantity),
    left: counted(state === 'recorded' ? formatDecimal(leftOf(lotOf(row))) : '0'),
    price: row.price === null ? null : { amount: row.price, currency: row.priceCurrency },
    fee: counted(row.fee),
    openedAt: row.openedAt.toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    decidedAt: row.decidedAt?.toISOString() ?? null,
  });
}
