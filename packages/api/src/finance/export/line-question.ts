import { sql, type SQL } from 'drizzle-orm';
import { chosenBy, type Condition } from '../dimension.ts';
import { invoicedBy, nothingInvoiced, type AboutInvoices } from './invoiced-by.ts';

/** Which lines: of transactions recorded by an instant that the ledger is pinned at, so that the same question has the same answer for ever. */
export interface LinesChoice {
  readonly workspaceId: string;
  readonly book: 'real' | 'simulated';
  readonly from: string;
  readonly until: string;
  readonly knownAt: string;
  readonly accounts: readonly number[];
  /** All conditions hold. A line of which only some images are meant has their part of its amount and quantity. */
  readonly where: readonly Condition[];
  /** Whether what charges are invoiced by is asked for, too. */
  readonly invoiced: boolean;
}

/** An instant as text in UTC, to the microsecond. */
const instant = (column: string): string => `replace((${column} AT TIME ZONE 'UTC')::text, ' ', 'T') || 'Z'`;

/** A parameter as it was asked for: what a reply names may still come late, and exports do not change. */
const asked = (name: string): string => `jsonb_path_query_first(g.resolved, '$[*] ? (@.name == "${name}").value') #>> '{}'`;

/** What all lines of a transaction `t` have in common, by the fields of a line: of its workspace `w`, provider account `a` and generation `g`. */
const ofTransaction: Readonly<Record<string, string>> = {
  transaction: 't.id',
  event: 't.event',
  serviceAt: instant('t.service_at'),
  accountingDate: 't.accounting_date::text',
  recordedAt: instant('t.recorded_at'),
  corrects: 't.corrects',
  generation: 't.generation_id',
  attempt: 't.attempt_id',
  workspace: 't.workspace_id',
  workspaceName: 'w.name',
  providerAccount: 't.provider_account_id',
  organisation: 'a.organisation',
  project: 'a.project',
  provider: 'coalesce(g.provider, a.provider)',
  model: 'g.model',
  mode: 'g.mode',
  operation: `CASE WHEN g.id IS NOT NULL THEN coalesce(g.request ->> 'operation', 'generate') END`,
  quality: asked('quality'),
  size: asked('size'),
  stage: 'g.stage',
  apiKey: 'g.api_key_id',
  template: '(SELECT v.template_id FROM template_version AS v WHERE v.workspace_id = g.workspace_id AND v.id = g.template_version_id)',
};

/** What a line `e` of an account `k` says by itself. */
const ofLine: Readonly<Record<string, string>> = {
  position: 'e.position',
  accountCode: 'k.code',
  account: 'e.account',
  currency: 'e.currency',
  amount: 'trim_scale(e.amount)::text',
  meter: 'e.meter',
  quantity: 'trim_scale(e.quantity)::text',
  unitPrice: 'trim_scale(e.unit_price)::text',
  per: 'e.per::text',
  multiplier: 'e.multiplier::text',
  divisor: 'e.divisor::text',
  priceEntry: 'e.price_entry_id',
};

const everyField = [...Object.keys(ofTransaction), ...Object.keys(ofLine)];

/**
 * The lines `e` of wanted transactions `p`, which are given as `wanted (id, place)`, in any order. Of many transactions the planner decides how they are found; of a page, each is
 * found by its key, whatever the planner knows.
 */
export function lineRows(choice: LinesChoice, wanted: SQL, { fields = everyField, ofMany = false } = {}): SQL {
  const about = choice.invoiced ? invoicedBy(choice, wanted) : nothingInvoiced;
  const common = fields.filter((field) => field in ofTransaction);
  const named = common.map((field) => sql.raw(`p."${field}"`));
  const own = fields.filter((field) => field in ofLine).map((field) => sql.raw(`${ofLine[field]} AS "${field}"`));
  return sql`${pages(wanted, { about, fields: common })}
    SELECT ${sql.join([...named, ...own, ...about.lines], sql`, `)} FROM page AS p ${entries(choice, ofMany)}`;
}

/** A cell of a line as text: an expression over the value of a field. */
export interface LineCell {
  readonly field: string;
  readonly text: (value: SQL) => SQL;
}

/** All wanted lines as one text, by place and position: cells with commas between them. Those that all lines of a transaction share are written once. */
export function lineText(choice: LinesChoice, wanted: SQL, cells: readonly LineCell[]): SQL {
  const runs: { readonly isCommon: boolean; readonly parts: SQL[] }[] = [];
  for (const { field, text } of cells) {
    const isCommon = field in ofTransaction;
    if (runs.at(-1)?.isCommon !== isCommon) runs.push({ isCommon, parts: [] });
    runs.at(-1)?.parts.push(text(sql.raw(isCommon ? `p."${field}"` : (ofLine[field] ?? 'NULL'))));
  }
  const joined = runs.map(({ parts }) => sql`concat(${sql.join(parts, sql`, ',', `)})`);
  const written = joined.flatMap((run, at) => (runs[at]?.isCommon ? [sql`${run} AS ${sql.raw(`run${at}`)}`] : []));
  const line = joined.map((run, at) => (runs[at]?.isCommon ? sql.raw(`p.run${at}`) : run));
  const fields = cells.map(({ field }) => field).filter((field) => field in ofTransaction);
  return sql`${pages(wanted, { about: nothingInvoiced, fields })}, written AS MATERIALIZED (SELECT p.place, p.workspace_id, p.id, ${sql.join(written, sql`, `)} FROM page AS p)
    SELECT string_agg(concat(${sql.join(line, sql`, ',', `)}, E'\\r\\n'), '' ORDER BY p.place, e.position) AS text FROM written AS p ${entries(choice, false)}`;
}

/** What the wanted transactions have in common with their lines is made once. */
function pages(wanted: SQL, { about, fields }: { readonly about: AboutInvoices; readonly fields: readonly string[] }): SQL {
  const columns = [...fields.map((field) => sql.raw(`${ofTransaction[field]} AS "${field}"`)), ...about.columns];
  return sql`
    WITH ${about.tables} page AS MATERIALIZED (
      SELECT ${sql.join([sql`wanted.place, t.workspace_id, t.id`, ...columns], sql`, `)}
      FROM ${wanted} ${about.joins}
      JOIN ledger_tx AS t ON t.workspace_id = nullif(current_setting('app.workspace', true), '')::uuid AND t.id = wanted.id
      JOIN workspace AS w ON w.id = t.workspace_id
      LEFT JOIN provider_account AS a ON a.id = t.provider_account_id
      LEFT JOIN generation AS g ON g.workspace_id = t.workspace_id AND g.id = t.generation_id
    )`;
}

/** The entries `e` of transactions `p`; where images are chosen, their part. On 2100 only what statements relieved is a line. */
function entries({ accounts, where, invoiced }: LinesChoice, ofMany: boolean): SQL {
  const relieved = invoiced ? sql`AND (k.code <> 2100 OR p.event IN ('statement-accepted', 'reconciliation-correct'))` : sql``;
  const whole = ofMany ? wholeEntries : sql`${wholeEntries} OFFSET 0`;
  return sql`CROSS JOIN LATERAL (${where.length === 0 ? whole : chosenEntries(where)}) AS e
    JOIN ledger_account AS k ON k.name = e.account AND k.code = ANY (${sql.param([...accounts])}::smallint[]) ${relieved}`;
}

const wholeEntries = sql`SELECT o.* FROM ledger_entry AS o WHERE o.workspace_id = p.workspace_id AND o.tx_id = p.id`;

function chosenEntries(where: readonly Condition[]): SQL {
  return sql`
    SELECT o.position, o.account, o.currency, c.amount, o.meter, CASE WHEN o.quantity IS NOT NULL THEN c.quantity END AS quantity, o.unit_price, o.per, o.multiplier,
      o.divisor, o.price_entry_id
    FROM (
      SELECT s.position, sum(s.amount) AS amount, sum(s.quantity) AS quantity
      FROM ledger_share AS s LEFT JOIN template_version AS v ON v.workspace_id = s.workspace_id AND v.id = s.template_version_id
      WHERE s.workspace_id = p.workspace_id AND s.tx_id = p.id AND ${sql.join(where.map(chosenBy), sql` AND `)}
      GROUP BY s.position
    ) AS c JOIN ledger_entry AS o ON o.workspace_id = p.workspace_id AND o.tx_id = p.id AND o.position = c.position`;
}
