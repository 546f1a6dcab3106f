import { underPath } from '@halfpenny/core';
import type { Outcome } from '@halfpenny/core';
import { Arg, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../access/request-context.ts';
import { withWorkspace } from '../platform/database.ts';
import { isId } from '../platform/identifiers.ts';
import { askedPage, cursorOf } from '../platform/page.type.ts';
import { shownRefusal } from '../platform/refusal.type.ts';
import type { RefusalType } from '../platform/refusal.type.ts';
import { listTemplates, readTemplate } from './read-templates.ts';
import type { TemplateRecord } from './read-templates.ts';
import { showTemplate } from './show-template.ts';
import { AddTemplateVersionInput, CreateTemplateInput } from './template-input.type.ts';
import { TemplateConnection, TemplateResult, TemplateType } from './template.type.ts';
import { addTemplateVersion, archiveTemplate, createTemplate } from './write-template.ts';
import type { Author, TemplateParts } from './write-template.ts';

/** Makes templates, adds versions, archives, lists. */
@Resolver()
export class TemplateResolver {
  constructor(private readonly parts: TemplateParts) {}

  @Mutation(() => TemplateResult, { description: 'Makes a template with its first version.' })
  async createTemplate(
    @Ctx() context: RequestContext,
    @Arg('input', () => CreateTemplateInput, { description: 'What is to be made.' }) input: CreateTemplateInput,
  ): Promise<TemplateType | RefusalType> {
    return shown(await createTemplate(this.parts, authorOf(context), input), ['input']);
  }

  @Mutation(() => TemplateResult, {
    description: 'Adds a version to a template; those before it stay as they are. One that says what the latest says is not added again.',
  })
  async addTemplateVersion(
    @Ctx() context: RequestContext,
    @Arg('input', () => AddTemplateVersionInput, { description: 'What is to be added, and to which template.' })
    input: AddTemplateVersionInput,
  ): Promise<TemplateType | RefusalType> {
    return shown(await addTemplateVersion(this.parts, authorOf(context), input), ['input']);
  }

  @Mutation(() => TemplateResult, { description: 'Archives a template, so that no new request uses it; or takes it back into use.' })
  async archiveTemplate(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'The template.' }) id: string,
    @Arg('archived', () => Boolean, { defaultValue: true, description: 'False: take it back into use.' }) archived: boolean,
  ): Promise<TemplateType | RefusalType> {
    return shown(await archiveTemplate(this.parts, authorOf(context), { id, archived }), []);
  }

  @Query(() => TemplateType, { nullable: true, description: 'A template of this workspace; null where there is none of that id.' })
  async template(
    @Ctx() context: RequestContext,
    @Arg('id', () => ID, { description: 'The id it was given.' }) id: string,
  ): Promise<TemplateType | null> {
    if (!isId(id)) return null;
    const record = await withWorkspace(this.parts.database, context.workspaceId, (tx) => readTemplate(tx, id));
    return record === undefined ? null : showTemplate(record);
  }

  @Query(() => TemplateConnection, { description: 'Templates by name.' })
  async templates(
    @Ctx() context: RequestContext,
    @Arg('archived', () => Boolean, { defaultValue: false, description: 'Whether archived ones are listed as well.' }) archived: boolean,
    @Arg('first', () => Int, { defaultValue: 50, description: 'How many, from 1 to 200.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'The endCursor of the page before; absent: from the start.' })
    after?: string | null,
  ): Promise<TemplateConnection> {
    const page = askedPage(first, after, (name) => name !== '' && !name.includes('\0'));
    const { records, more, total } = await withWorkspace(this.parts.database, context.workspaceId, (tx) =>
      listTemplates(tx, { archived }, page),
    );
    const edges = records.map((record) => ({ cursor: cursorOf(record.template.name), node: showTemplate(record) }));
    return { edges, pageInfo: { hasNextPage: more, endCursor: edges.at(-1)?.cursor ?? null }, totalCount: total };
  }
}

function shown(outcome: Outcome<TemplateRecord>, path: readonly string[]): TemplateType | RefusalType {
  return outcome.ok ? showTemplate(outcome.value) : shownRefusal(underPath(outcome.refusal, path));
}

function authorOf({ caller }: RequestContext): Author {
  return { workspaceId: caller.workspaceId, name: caller.name };
}
