import type { Staged } from './staged-rows.ts';

const span = `extract(epoch FROM s.bucket_start), extract(epoch FROM s.bucket_end), s.project, s.api_key`;

/** All that a row states, as SQL; where it stands in the file, how often it is the same, and the invoice it is billed on aside. What was kept under one of these is compared for ever. */
const said: Readonly<Record<Staged['table'], string>> = {
  statement_line: `${span}, s.line_item, s.currency,
    trim_scale(s.amount + s.residue), coalesce(trim_scale(s.quantity)::text, '-'), coalesce(s.quantity_unit, '-'), coalesce(s.request_id, '-'),
    coalesce(s.client_request_id, '-'), coalesce(s.model, '-'), coalesce(s.size, '-'), coalesce(s.quality, '-'), coalesce(s.mode, '-'),
    coalesce(s.usage::text, '-'), coalesce(s.category, '-'), coalesce(trim_scale(s.balance)::text, '-')`,
  usage_bucket: `${span}, s.model, s.source, s.size, coalesce(s.batch::text, '-'), s.requests, s.quantities::text`,
};

/** The hash of all that a row `s` states, as SQL. */
export function saidSql({ table }: Staged): string {
  return `hashtextextended(concat_ws(E'\\x1f', ${said[table]}), 0)`;
}

/** What the rows of a day come to, whatever their order, as SQL over the hash of each: their number and the sum of their hashes. */
export function digestSql(hash: string): string {
  return `count(*) || ':' || sum(${hash}::numeric)`;
}
