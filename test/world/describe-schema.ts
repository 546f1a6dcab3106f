import type { ClientBase } from 'pg';

/**
 * The schema of a database as text, read from its catalog: each table with its columns, constraints, indexes, triggers, policies and grants,
 * in the order of the alphabet. packages/api/schema.sql is this text for a freshly migrated database; a test compares the two.
 */
export async function describeSchema(client: ClientBase): Promise<string> {
  const { rows } = await client.query<{ owner: string; line: string }>(catalogQuery);
  const byOwner = Map.groupBy(rows, ({ owner }) => owner);
  const parts = [...byOwner].map(([owner, lines]) => [owner, ...lines.map(({ line }) => `  ${line}`)].join('\n'));
  return `-- The schema as the migrations leave it. Written by a test (vitest -u); read its difference in review.\n\n${parts.join('\n\n')}\n`;
}

const catalogQuery = `
  WITH tables AS (
    SELECT oid, relname, relrowsecurity, relforcerowsecurity, relacl FROM pg_class
    WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace AND relname <> 'pgmigrations'
  ), lines AS (
    SELECT 'table ' || relname AS owner, 1 AS kind, lpad(attnum::text, 3, '0') AS place,
           attname || ' ' || format_type(atttypid, atttypmod) || CASE WHEN attnotnull THEN ' not null' ELSE '' END
             || coalesce(' default ' || pg_get_expr(adbin, adrelid), '') AS line
    FROM tables JOIN pg_attribute AS a ON a.attrelid = oid AND attnum > 0 AND NOT attisdropped
    LEFT JOIN pg_attrdef AS d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    UNION ALL
    SELECT 'table ' || relname, 2, conname, 'constraint ' || conname || ' ' || pg_get_constraintdef(c.oid)
    FROM tables JOIN pg_constraint AS c ON c.conrelid = tables.oid AND contype NOT IN ('n', 't')
    UNION ALL
    SELECT 'table ' || relname, 3, i.relname_of_index, regexp_replace(i.definition, '^CREATE ', '')
    FROM tables JOIN LATERAL (
      SELECT x.relname AS relname_of_index, pg_get_indexdef(x.oid) AS definition FROM pg_index JOIN pg_class AS x ON x.oid = indexrelid
      WHERE indrelid = tables.oid AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = x.oid)
    ) AS i ON true
    UNION ALL
    SELECT 'table ' || relname, 4, tgname, regexp_replace(pg_get_triggerdef(t.oid), '^CREATE ', '')
    FROM tables JOIN pg_trigger AS t ON tgrelid = tables.oid AND NOT tgisinternal
    UNION ALL
    SELECT 'table ' || relname, 5, '', 'row level security' || CASE WHEN relforcerowsecurity THEN ', forced' ELSE '' END
    FROM tables WHERE relrowsecurity
    UNION ALL
    SELECT 'table ' || relname, 6, policyname, 'policy ' || policyname || ' for ' || cmd || ' to ' || array_to_string(roles, ', ')
             || ' using ' || qual || coalesce(' with check ' || with_check, '')
    FROM tables JOIN pg_policies ON tablename = relname
    UNION ALL
    SELECT 'table ' || relname, 7, grantee || privileges, 'grant ' || privileges || ' to ' || grantee
    FROM tables JOIN LATERAL (
      SELECT grantee, string_agg(privilege_type, ', ' ORDER BY privilege_type) AS privileges FROM (
        SELECT pg_get_userbyid(grantee) AS grantee, privilege_type FROM aclexplode(relacl)
        UNION ALL
        SELECT pg_get_userbyid(acl.grantee), acl.privilege_type || ' (' || attname || ')'
        FROM pg_attribute CROSS JOIN LATERAL aclexplode(attacl) AS acl WHERE attrelid = tables.oid
      ) AS acls WHERE grantee IN ('halfpenny_service', 'halfpenny_system') GROUP BY grantee
    ) AS grants ON true
    UNION ALL
    SELECT 'domain ' || typname, 0, '', format_type(typbasetype, NULL) FROM pg_type
    WHERE typtype = 'd' AND typnamespace = 'public'::regnamespace
    UNION ALL
    SELECT 'domain ' || typname, 1, conname, 'constraint ' || conname || ' ' || pg_get_constraintdef(c.oid)
    FROM pg_type JOIN pg_constraint AS c ON contypid = pg_type.oid AND contype = 'c' WHERE typnamespace = 'public'::regnamespace
    UNION ALL
    SELECT 'function ' || p.oid::regprocedure, 0, '', 'returns ' || format_type(prorettype, NULL)
             || CASE WHEN prosecdef THEN ', security definer' ELSE '' END || ', body ' || md5(prosrc)
    FROM pg_proc AS p WHERE pronamespace = 'public'::regnamespace
      AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = p.oid AND deptype = 'e')
  )
  SELECT owner, line FROM lines ORDER BY owner COLLATE "C", kind, place COLLATE "C"`;
