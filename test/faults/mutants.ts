/** Takes a rule away, in a transaction that is rolled back, and tries what the rule refuses, with and without it. */
import type { Client } from 'pg';
import type { ConstraintRule, NamedRule } from './rules.ts';
import type { Change } from './violations.ts';

/** What was said to the same statements: with the rule, and without it. Empty: they were accepted. */
export interface Trial {
  readonly withRule: string;
  readonly withoutRule: string;
}

/** Runs statements and says what refused them: the name of a constraint, else the message. Empty where nothing did, deferred rules included. */
async function complaintAbout(database: Client, statements: readonly string[]): Promise<string> {
  await database.query('SAVEPOINT trial');
  try {
    for (const statement of statements) await database.query(statement);
    await database.query('SET CONSTRAINTS ALL IMMEDIATE');
    return '';
  } catch (cause) {
    const { constraint, message } = cause as { constraint?: string; message: string };
    return constraint ?? message;
  } finally {
    await database.query('ROLLBACK TO SAVEPOINT trial');
  }
}

/** Tries the statements, takes the rule away, tries them again, and leaves everything as it was. */
export async function tryWithout(database: Client, statements: readonly string[], removal: readonly string[]): Promise<Trial> {
  await database.query('BEGIN');
  try {
    const withRule = await complaintAbout(database, statements);
    for (const statement of removal) await database.query(statement);
    return { withRule, withoutRule: await complaintAbout(database, statements) };
  } finally {
    await database.query('ROLLBACK');
  }
}

/** A good row, changed and inserted (twice, for a key), where this constraint is the only rule left on its table. */
export async function tryConstraint(
  database: Client,
  rule: ConstraintRule,
  change: Change,
  others: readonly ConstraintRule[],
): Promise<Trial> {
  const { table, name } = rule;
  const insert = `INSERT INTO ${table} SELECT made.* FROM (SELECT * FROM ${table} LIMIT 1) AS good,
    jsonb_populate_record(NULL::${table}, to_jsonb(good) || '${JSON.stringify(change)}') AS made`;
  // A reference to its own table stands on that table's key, which therefore stays.
  const ownKey = rule.definition.includes(`REFERENCES ${table}(`);
  const dropped = others.filter((other) => other.table === table && other.name !== name && !(ownKey && other.kind === 'key'));
  const alone = [
    `ALTER TABLE ${table} DISABLE TRIGGER USER`,
    dropUniqueIndexes(table),
    ...dropped.map((other) => `ALTER TABLE ${table} DROP CONSTRAINT IF EXISTS ${other.name} CASCADE`),
  ];
  const inserts = rule.kind === 'key' || rule.kind === 'exclusion' ? [insert, insert] : [insert];
  await database.query('BEGIN');
  try {
    for (const statement of alone) await database.query(statement);
    const withRule = await complaintAbout(database, inserts);
    await database.query(`ALTER TABLE ${table} DROP CONSTRAINT ${name} CASCADE`);
    return { withRule, withoutRule: await complaintAbout(database, inserts) };
  } finally {
    await database.query('ROLLBACK');
  }
}

/** What an index alone keeps unique is no constraint, and would refuse a second row all the same. */
function dropUniqueIndexes(table: string): string {
  return `DO $$ DECLARE alone regclass; BEGIN
    FOR alone IN SELECT indexrelid FROM pg_index AS i WHERE indrelid = '${table}'::regclass AND indisunique AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = i.indexrelid)
    LOOP EXECUTE format('DROP INDEX %s', alone); END LOOP; END $$`;
}

/** The statement that takes a trigger away. */
export function dropTrigger({ table, name }: NamedRule): string {
  return `DROP TRIGGER ${name} ON ${table}`;
}
