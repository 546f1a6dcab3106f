import { sql, type SQL } from 'drizzle-orm';

/** The expression of each dimension over shares of ledger lines `s` and the template versions `v` they were made from. */
const expressions = {
  day: sql`s.day`,
  month: sql`date_trunc('month', s.day)::date`,
  workspace: sql`s.workspace_id`,
  provider: sql`s.provider`,
  'provider-account': sql`s.provider_account_id`,
  model: sql`s.model`,
  mode: sql`s.mode`,
  operation: sql`s.operation`,
  quality: sql`s.quality`,
  size: sql`s.size`,
  key: sql`s.api_key_id`,
  template: sql`v.template_id`,
  'template-version': sql`s.template_version_id`,
  stage: sql`s.stage`,
  outcome: sql`s.outcome`,
  meter: sql`s.meter`,
  account: sql`s.account_code`,
} as const satisfies Readonly<Record<string, SQL>>;

/** What spending can be grouped and chosen by. */
export type Dimension = keyof typeof expressions;

/** All of them. */
export const dimensions = Object.keys(expressions) as readonly Dimension[];

/** What groups rows by a dimension. */
export function groupedBy(dimension: Dimension): SQL {
  return expressions[dimension];
}

/** Lines whose value of a dimension is one of these. Null: lines that have none, such as those without a template. */
export interface Condition {
  readonly dimension: Dimension;
  readonly values: readonly (string | null)[];
}

/** A condition as rows are chosen by it. A month is written as 2026-11. */
export function chosenBy({ dimension, values }: Condition): SQL {
  const text = dimension === 'month' ? sql`to_char(s.day, 'YYYY-MM')` : sql`${expressions[dimension]}::text`;
  const named = values.filter((value) => value !== null);
  const among = sql`${text} = ANY (${sql.param([...named])}::text[])`;
  return values.includes(null) ? sql`(${among} OR ${expressions[dimension]} IS NULL)` : among;
}
