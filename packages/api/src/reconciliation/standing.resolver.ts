import { sql } from 'drizzle-orm';
import { Ctx, Field, FieldResolver, ID, ObjectType, registerEnumType, Resolver, Root } from 'type-graphql';
import { seesCost } from '../access/sees-cost.ts';
import type { RequestContext } from '../access/request-context.ts';
import { GenerationType } from '../generation/generation.type.ts';
import { withWorkspace, type Database } from '../platform/database.ts';
import { DateTimeScalar } from '../platform/scalars.ts';

/** Standings in GraphQL's spelling. */
const ChargeStandings = {
  OPEN: 'open',
  STATED: 'stated',
  DISPUTED: 'disputed',
  AGREED: 'agreed',
  WRITTEN_OFF: 'written-off',
  PAID: 'paid',
} as const;
registerEnumType(ChargeStandings, {
  name: 'ChargeStanding',
  description: 'How a cost stands towards its provider.',
  valuesConfig: {
    OPEN: { description: 'No accepted statement covers it.' },
    STATED: { description: 'An accepted statement covers it, and something about it is not decided yet.' },
    DISPUTED: { description: 'What differs is claimed from the provider.' },
    AGREED: { description: 'Both sides agree.' },
    WRITTEN_OFF: { description: 'What was claimed was given up.' },
    PAID: { description: 'Its statement is paid.' },
  },
});

/** A step of a standing. */
@ObjectType('StandingStep', { description: 'How a cost came to stand, step by step.' })
export class StandingStepType {
  @Field(() => ChargeStandings, { description: 'What it became.' })
  readonly standing!: string;

  @Field(() => DateTimeScalar, { description: 'Since when.' })
  readonly since!: Date;

  @Field(() => ID, { description: 'The reconciliation that led to it, of the owner of the provider account.' })
  readonly reconciliationId!: string;
}

/** Says how the cost of a generation stands towards its provider. */
@Resolver(() => GenerationType)
export class StandingResolver {
  constructor(private readonly database: Database) {}

  @FieldResolver(() => ChargeStandings, { description: 'How its cost stands towards the provider. Open to whoever does not see costs.' })
  async standing(@Ctx() context: RequestContext, @Root() generation: GenerationType): Promise<string> {
    return (await this.standingSteps(context, generation)).at(-1)?.standing ?? 'open';
  }

  @FieldResolver(() => [StandingStepType], { description: 'How its cost came to stand so, in order; empty: it is open.' })
  async standingSteps(@Ctx() { workspaceId, caller }: RequestContext, @Root() { id }: GenerationType): Promise<StandingStepType[]> {
    if (!seesCost(caller)) return [];
    return await withWorkspace(this.database, workspaceId, async (tx) => {
      const { rows } = await tx.execute<Record<string, string>>(sql`
        SELECT s.standing, s.stands_since AS since, s.run_id AS "reconciliationId"
        FROM provider_attempt AS a JOIN charge_standing AS s ON s.workspace_id = a.workspace_id AND s.charge_id = a.id
        WHERE a.workspace_id = ${workspaceId}::uuid AND a.generation_id = ${id}::uuid ORDER BY s.charge_id, s.number`);
      return rows.map(({ since, ...row }) => Object.assign(new StandingStepType(), { ...row, since: new Date(since ?? '') }));
    });
  }
}
