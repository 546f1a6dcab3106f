import { createUnionType, Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { RefusalType } from '../../platform/refusal.type.ts';
import { DateTimeScalar } from '../../platform/scalars.ts';
import type { Role } from '../role.ts';
import { RoleEnum } from '../role.type.ts';

const ApiKeyState = { ACTIVE: 'active', EXPIRED: 'expired', REVOKED: 'revoked' } as const;

registerEnumType(ApiKeyState, {
  name: 'ApiKeyState',
  description: 'Whether a key still opens.',
  valuesConfig: {
    ACTIVE: { description: 'It does.' },
    EXPIRED: { description: 'Its time is over.' },
    REVOKED: { description: 'An admin took it back; that stands.' },
  },
});

/** A key as an admin sees it. */
@ObjectType('ApiKey', { description: 'What a program shows to be let in. Its text is shown once, when it is made.' })
export class ApiKeyType {
  @Field(() => ID, { description: 'To know it by.' })
  readonly id!: string;

  @Field(() => String, { description: 'What it is for.' })
  readonly name!: string;

  @Field(() => String, { description: 'How its text begins: enough to tell keys apart, and no secret.' })
  readonly prefix!: string;

  @Field(() => [RoleEnum], { description: 'What it may do.' })
  readonly roles!: Role[];

  @Field(() => ApiKeyState, { description: 'Whether it still opens.' })
  readonly state!: 'active' | 'expired' | 'revoked';

  @Field(() => String, { description: 'Who made it.' })
  readonly createdBy!: string;

  @Field(() => DateTimeScalar, { description: 'When it was made.' })
  readonly createdAt!: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'From when it no longer opens; absent: it does not expire.' })
  readonly expiresAt!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was taken back; absent: it was not.' })
  readonly revokedAt!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was last shown, to ten minutes; absent: never.' })
  readonly lastUsedAt!: string | null;
}

/** A key at the one moment at which its text is known. */
@ObjectType('CreatedApiKey', { description: 'A key that was just made, with its text, which is kept nowhere and shown now alone.' })
export class CreatedApiKeyType {
  @Field(() => ApiKeyType, { description: 'The key.' })
  readonly key!: ApiKeyType;

  @Field(() => String, { description: 'What the program shows: "Authorization: Bearer <secret>".' })
  readonly secret!: string;
}

/** What is to be made. */
@InputType('CreateApiKeyInput', { description: 'A key for this workspace.' })
export class CreateApiKeyInput {
  @Field(() => String, { description: 'What it is for, in 1 to 100 characters.' })
  readonly name!: string;

  @Field(() => [RoleEnum], { description: 'What it may do: at least one role.' })
  readonly roles!: Role[];

  @Field(() => DateTimeScalar, { nullable: true, description: 'From when it no longer opens; absent: it does not expire.' })
  readonly expiresAt?: string | null;
}

/** What making a key leads to. */
export const CreateApiKeyResult = createUnionType({
  name: 'CreateApiKeyResult',
  description: 'The key with its text; or a refusal, under which none was made.',
  types: () => [CreatedApiKeyType, RefusalType] as const,
});

/** What revoking a key leads to. */
export const RevokeApiKeyResult = createUnionType({
  name: 'RevokeApiKeyResult',
  description: 'The key, which no longer opens; or a refusal, under which nothing changed.',
  types: () => [ApiKeyType, RefusalType] as const,
});
