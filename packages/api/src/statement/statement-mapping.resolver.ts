import { underPath } from '@halfpenny/core';
import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import type { RequestContext } from '../access/request-context.ts';
import { withWorkspace } from '../platform/database.ts';
import { shownRefusal, type RefusalType } from '../platform/refusal.type.ts';
import { columnRoles, type ColumnRole } from './column-mapping.ts';
import type { KeepingParts } from './keep-statement.ts';
import { listMappings, saveMapping, type StoredMapping } from './statement-mapping.ts';
import { StatementMappingInput, StatementMappingResult, StatementMappingType } from './statement-mapping.type.ts';

/** Keeps how CSVs are read. */
@Resolver()
export class StatementMappingResolver {
  constructor(private readonly parts: Pick<KeepingParts, 'database' | 'clock' | 'newId'>) {}

  @Query(() => [StatementMappingType], { description: 'How CSVs are read, by name.' })
  async statementMappings(@Ctx() { workspaceId }: RequestContext): Promise<StatementMappingType[]> {
    return (await withWorkspace(this.parts.database, workspaceId, listMappings)).map(shownMapping);
  }

  @Mutation(() => StatementMappingResult, { description: 'Saves how a CSV is read, in place of what had that name.' })
  async saveStatementMapping(
    @Ctx() { caller }: RequestContext,
    @Arg('input', () => StatementMappingInput, { description: 'What is to be saved.' }) input: StatementMappingInput,
  ): Promise<StatementMappingType | RefusalType> {
    const columns = Object.fromEntries(input.columns.map(({ role, name }) => [role, name])) as Partial<Record<ColumnRole, string>>;
    const { name, unit, decimal, dates, headLine } = input;
    const [currency, thousands, delimiter] = [input.currency ?? undefined, input.thousands ?? undefined, input.delimiter ?? undefined];
    const mapping = { columns, unit, decimal, currency, thousands, dates, delimiter, headLine };
    const saved = await saveMapping(this.parts, caller, { name, mapping });
    return saved.ok ? shownMapping(saved.value) : shownRefusal(underPath(saved.refusal, ['input']));
  }
}

function shownMapping({ id, name, reading, savedByName, savedAt }: StoredMapping): StatementMappingType {
  const columns = columnRoles.flatMap((role) => {
    const column = reading.columns[role];
    return column === undefined ? [] : [{ role, name: column }];
  });
  const { unit, decimal, currency = null, thousands = null, dates = 'iso', delimiter = null, headLine = 1 } = reading;
  const written = { unit, decimal, currency, thousands, dates, delimiter, headLine };
  return Object.assign(new StatementMappingType(), { id, name, columns, ...written, savedBy: savedByName, savedAt });
}
