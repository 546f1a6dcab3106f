import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { RequestContext } from '../access/request-context.ts';
import type { Database } from '../platform/database.ts';
import { templateUses } from '../template/template-use.ts';
import { TemplateUseType } from '../template/template.type.ts';
import { GenerationType } from './generation.type.ts';

/** What a generation was made from. */
@Resolver(() => GenerationType)
export class GenerationOriginResolver {
  private readonly useOf: ReturnType<typeof templateUses>;

  constructor(database: Database) {
    this.useOf = templateUses(database);
  }

  @FieldResolver(() => TemplateUseType, { nullable: true, description: 'What its prompt was rendered from; absent: the prompt was given.' })
  async template(@Ctx() context: RequestContext, @Root() generation: GenerationType): Promise<TemplateUseType | null> {
    return await this.useOf(context, generation.use);
  }
}
