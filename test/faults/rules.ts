/** The rules the database keeps, read from its catalog: nobody has to remember to list a new one. */
import type { Client } from 'pg';

/** A constraint of a table. `columns` are those it names, in order. */
export interface ConstraintRule {
  readonly table: string;
  readonly name: string;
  readonly kind: 'check' | 'key' | 'reference' | 'exclusion';
  readonly columns: readonly string[];
  readonly types: readonly string[];
  readonly definition: string;
}

/** A trigger or a policy, or a constraint of a domain (its name then stands in `table`). */
export interface NamedRule {
  readonly table: string;
  readonly name: string;
  /** Of a trigger: the function it calls. */
  readonly calls: string;
}

const constraintsQuery = `
  SELECT c.conrelid::regclass::text AS table, c.conname AS name, pg_get_constraintdef(c.oid) AS definition,
    CASE c.contype WHEN 'c' THEN 'check' WHEN 'f' THEN 'reference' WHEN 'x' THEN 'exclusion' ELSE 'key' END AS kind,
    array_agg(a.attname::text ORDER BY k.place) AS columns, array_agg(format_type(coalesce(nullif(t.typbasetype, 0), t.oid), NULL) ORDER BY k.place) AS types
  FROM pg_constraint AS c CROSS JOIN LATERAL unnest(c.conkey) WITH ORDINALITY AS k (number, place)
  JOIN pg_attribute AS a ON a.attrelid = c.conrelid AND a.attnum = k.number JOIN pg_type AS t ON t.oid = a.atttypid
  WHERE c.connamespace = 'public'::regnamespace AND c.contype IN ('c', 'f', 'p', 'u', 'x') AND c.conrelid <> 'pgmigrations'::regclass
  GROUP BY c.oid ORDER BY 1, 2`;

const triggersQuery = `
  SELECT tgrelid::regclass::text AS table, tgname AS name, p.proname AS calls FROM pg_trigger JOIN pg_proc AS p ON p.oid = tgfoid
  WHERE NOT tgisinternal ORDER BY 1, 2`;

const policiesQuery = `SELECT tablename AS table, policyname AS name, '' AS calls FROM pg_policies ORDER BY 1, 2`;

const domainsQuery = `
  SELECT contypid::regtype::text AS table, conname AS name, '' AS calls FROM pg_constraint
  WHERE contypid <> 0 AND contype = 'c' AND connamespace = 'public'::regnamespace ORDER BY 1, 2`;

/** Every rule of a database. */
export interface Rules {
  readonly constraints: readonly ConstraintRule[];
  readonly triggers: readonly NamedRule[];
  readonly policies: readonly NamedRule[];
  readonly domains: readonly NamedRule[];
}

/** Reads them all. */
export async function readRules(database: Client): Promise<Rules> {
  const named = async (question: string): Promise<readonly NamedRule[]> => (await database.query<NamedRule>(question)).rows;
  return {
    constraints: (await database.query<ConstraintRule>(constraintsQuery)).rows,
    triggers: await named(triggersQuery),
    policies: await named(policiesQuery),
    domains: await named(domainsQuery),
  };
}
