import { underPath } from '@halfpenny/core';
import { desc } from 'drizzle-orm';
import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { withWorkspace } from '../../platform/database.ts';
import { shownRefusal, type RefusalType } from '../../platform/refusal.type.ts';
import type { RequestContext } from '../request-context.ts';
import { apiKeyTable, type ApiKeyRow } from './api-key.table.ts';
import { ApiKeyType, CreateApiKeyInput, CreateApiKeyResult, CreatedApiKeyType, RevokeApiKeyResult } from './api-key.type.ts';
import { createApiKey, type ApiKeyParts } from './create-api-key.ts';
import type { KeyRing } from './key-ring.ts';
import { revokeApiKey } from './revoke-api-key.ts';

/** Makes, lists and revokes the keys of a workspace. */
@Resolver()
export class ApiKeyResolver {
  constructor(
    private readonly parts: ApiKeyParts,
    private readonly ring: KeyRing,
  ) {}

  @Query(() => [ApiKeyType], { description: 'The keys of this workspace, the newest first; revoked and expired ones too.' })
  async apiKeys(@Ctx() { workspaceId }: RequestContext): Promise<ApiKeyType[]> {
    const rows = await withWorkspace(this.parts.database, workspaceId, (tx) => tx.select().from(apiKeyTable).orderBy(desc(apiKeyTable.id)));
    return rows.map((row) => this.shown(row));
  }

  @Mutation(() => CreateApiKeyResult, { description: 'Makes a key for this workspace. Its text is in the answer, and nowhere else.' })
  async createApiKey(
    @Ctx() { caller }: RequestContext,
    @Arg('input', () => CreateApiKeyInput, { description: 'What is to be made.' }) input: CreateApiKeyInput,
  ): Promise<CreatedApiKeyType | RefusalType> {
    const outcome = await createApiKey(this.parts, caller, input);
    if (!outcome.ok) return shownRefusal(underPath(outcome.refusal, ['input']));
    return Object.assign(new CreatedApiKeyType(), { key: this.shown(outcome.value.row), secret: outcome.value.text });
  }

  @Mutation(() => RevokeApiKeyResult, {
    description: 'Takes a key back, for good: within a second no process lets it in. A second time changes nothing.',
  })
  async revokeApiKey(
    @Ctx() { workspaceId }: RequestContext,
    @Arg('id', () => ID, { description: 'The key.' }) id: string,
  ): Promise<ApiKeyType | RefusalType> {
    const outcome = await revokeApiKey(this.parts, { workspaceId, id });
    if (!outcome.ok) return shownRefusal(outcome.refusal);
    this.ring.forget();
    return this.shown(outcome.value);
  }

  private shown(row: ApiKeyRow): ApiKeyType {
    const { id, name, prefix, roles, createdBy, createdAt, expiresAt, revokedAt, lastUsedAt } = row;
    const expired = expiresAt !== null && expiresAt <= this.parts.clock();
    return Object.assign(new ApiKeyType(), {
      id,
      name,
      prefix: `hp_${prefix}`,
      roles,
      state: revokedAt === null ? (expired ? 'expired' : 'active') : 'revoked',
      createdBy,
      createdAt: createdAt.toISOString(),
      expiresAt: expiresAt?.toISOString() ?? null,
      revokedAt: revokedAt?.toISOString() ?? null,
      lastUsedAt: lastUsedAt?.toISOString() ?? null,
    });
  }
}
