import { sql, type SQL } from 'drizzle-orm';
import { asSystem, type Database } from '../platform/database.ts';
import type { Dimension } from './dimension.ts';

/** Which rows have the names of the values of a dimension; a dimension that is not here is its own name. */
const named: Partial<Record<Dimension, SQL>> = {
  workspace: sql`SELECT id::text AS value, name FROM workspace`,
  key: sql`SELECT id::text AS value, name FROM api_key`,
  template: sql`SELECT id::text AS value, name FROM template`,
  'template-version': sql`SELECT v.id::text AS value, t.name || ' v' || v.number AS name
    FROM template_version AS v JOIN template AS t ON t.workspace_id = v.workspace_id AND t.id = v.template_id`,
  account: sql`SELECT code::text AS value, name FROM ledger_account`,
  'provider-account': sql`SELECT id::text AS value, concat_ws(' / ', provider, organisation, project, key_reference) AS name FROM provider_account`,
};

/** The names people know values by, of those workspaces alone that the values came from: nobody asks for a value they have not seen. */
export async function nameValues(
  database: Database,
  wanted: readonly { readonly dimension: Dimension; readonly values: readonly string[] }[],
): Promise<ReadonlyMap<string, string>> {
  const asked = wanted.flatMap(({ dimension, values }) => {
    const rows = named[dimension];
    return rows === undefined || values.length === 0 ? [] : [{ rows, values }];
  });
  if (asked.length === 0) return new Map();
  const questions = asked.map(
    ({ rows, values }) => sql`SELECT value, name FROM (${rows}) AS n WHERE value = ANY (${sql.param([...values])}::text[])`,
  );
  const { rows } = await asSystem(database, (tx) => tx.execute<{ value: string; name: string }>(sql.join(questions, sql` UNION ALL `)));
  return new Map(rows.map(({ value, name }) => [value, name]));
}
