import { underPath, type Outcome } from '@halfpenny/core';
import { desc, eq } from 'drizzle-orm';
import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { providerAccountTable } from '../access/provider-account.table.ts';
import type { RequestContext } from '../access/request-context.ts';
import { withWorkspace } from '../platform/database.ts';
import { isId } from '../platform/identifiers.ts';
import { shownRefusal, type RefusalType } from '../platform/refusal.type.ts';
import { DateScalar } from '../platform/scalars.ts';
import { decidePolicy } from './decide-policy.ts';
import { policyOn, whereNoneIsSet } from './policy-on.ts';
import { proposePolicy, type PolicyParts } from './propose-policy.ts';
import { providerPolicyTable, type StoredPolicy } from './provider-policy.table.ts';
import { ProviderPolicyInput, ProviderPolicyResult, ProviderPolicyType } from './provider-policy.type.ts';
import { showPolicy } from './show-policy.ts';

const account = { description: 'The provider account.' };
const byId = { description: 'The policy.' };

/** Keeps how statements of providers are held against the ledger: proposed by one, approved by another. */
@Resolver()
export class ProviderPolicyResolver {
  constructor(private readonly parts: PolicyParts) {}

  @Query(() => [ProviderPolicyType], { description: 'All policies of a provider account, the one proposed last before the others.' })
  async providerPolicies(
    @Ctx() { workspaceId }: RequestContext,
    @Arg('providerAccountId', () => ID, account) accountId: string,
  ): Promise<ProviderPolicyType[]> {
    if (!isId(accountId)) return [];
    const { providerAccountId, proposedAt, id } = providerPolicyTable;
    const found = await withWorkspace(this.parts.database, workspaceId, (tx) =>
      tx.select().from(providerPolicyTable).where(eq(providerAccountId, accountId)).orderBy(desc(proposedAt), desc(id)),
    );
    return found.map(showPolicy);
  }

  @Query(() => ProviderPolicyType, {
    nullable: true,
    description: 'The policy that holds on a day: approved, or the usual one. Null where the workspace owns no such account.',
  })
  async providerPolicy(
    @Ctx() { workspaceId }: RequestContext,
    @Arg('providerAccountId', () => ID, account) accountId: string,
    @Arg('day', () => DateScalar, { description: 'The UTC day.' }) day: string,
  ): Promise<ProviderPolicyType | null> {
    if (!isId(accountId)) return null;
    return await withWorkspace(this.parts.database, workspaceId, async (tx) => {
      const [owned] = await tx.select().from(providerAccountTable).where(eq(providerAccountTable.id, accountId));
      if (owned === undefined) return null;
      const found = await policyOn(tx, accountId, day);
      return found === undefined ? usual(owned) : showPolicy(found);
    });
  }

  @Mutation(() => ProviderPolicyResult, { description: 'Proposes a policy from a day on. It counts once another has approved it.' })
  async proposeProviderPolicy(
    @Ctx() context: RequestContext,
    @Arg('input', () => ProviderPolicyInput, { description: 'What is proposed.' }) input: ProviderPolicyInput,
  ): Promise<ProviderPolicyType | RefusalType> {
    return await this.answer(context, await proposePolicy(this.parts, context.caller, input), ['input']);
  }

  @Mutation(() => ProviderPolicyResult, { description: 'Approves what another proposed.' })
  async approveProviderPolicy(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, byId) id: string,
  ): Promise<ProviderPolicyType | RefusalType> {
    return await this.answer(context, await decidePolicy(this.parts, context.caller, { id, approve: true }));
  }

  @Mutation(() => ProviderPolicyResult, { description: 'Decides against a proposal.' })
  async discardProviderPolicy(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, byId) id: string,
  ): Promise<ProviderPolicyType | RefusalType> {
    return await this.answer(context, await decidePolicy(this.parts, context.caller, { id, approve: false }));
  }

  private async answer(
    { workspaceId }: RequestContext,
    outcome: Outcome<string>,
    path: readonly string[] = [],
  ): Promise<ProviderPolicyType | RefusalType> {
    if (!outcome.ok) return shownRefusal(underPath(outcome.refusal, [...path]));
    const found = await withWorkspace(this.parts.database, workspaceId, (tx) =>
      tx.select().from(providerPolicyTable).where(eq(providerPolicyTable.id, outcome.value)),
    );
    return showPolicy(found[0] as StoredPolicy);
  }
}

function usual({ id, lagHours, createdAt }: typeof providerAccountTable.$inferSelect): ProviderPolicyType {
  return Object.assign(new ProviderPolicyType(), {
    ...whereNoneIsSet,
    id: null,
    providerAccountId: id,
    validFrom: createdAt.toISOString().slice(0, 10),
    rounding: null,
    toleratedMost: null,
    lagHours,
    reason: 'No policy was approved.',
    state: 'usual',
    proposedBy: null,
    proposedAt: null,
    approvedBy: null,
    approvedAt: null,
  });
}
