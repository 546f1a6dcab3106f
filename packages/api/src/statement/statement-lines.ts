import { invariant, parseMoney, type LineItemMeaning, type ServiceMode, type StatementLine, type WitnessBucket } from '@halfpenny/core';
import { instantSql } from '../platform/instant-sql.ts';
import type { Transaction } from '../platform/database.ts';
import { madeOnce } from '../platform/made-once.ts';
import { rowsInSets } from '../platform/rows-in-sets.ts';

/** Which lines: of an account, in one series, of buckets that begin from `from` on and before `until` (RFC 3339), as a version left them. */
export interface LinesAsked {
  readonly providerAccountId: string;
  readonly series: 'charges' | 'payable' | 'prepaid';
  readonly currency: string;
  readonly from: string;
  readonly until: string;
  /** Lines that this version superseded, or a later one brought, count as they did before. */
  readonly version: number;
}

interface StoredLine {
  readonly id: string;
  readonly bucketStart: string;
  readonly bucketEnd: string;
  readonly project: string;
  readonly apiKey: string;
  readonly lineItem: string;
  readonly occurrence: number;
  readonly amount: string;
  readonly residue: string;
  readonly quantity: string | null;
  /** JSON of units by meter. */
  readonly usage: string | null;
  readonly requestId: string | null;
  readonly size: string | null;
  readonly quality: string | null;
  readonly category: string | null;
  readonly model: string | null;
  readonly mode: ServiceMode | null;
}

/** The lines that are asked for, in the order of their buckets, as the engine takes them. `told` hears how many were read, set by set. */
export async function statementLines(tx: Transaction, asked: LinesAsked, told?: Told): Promise<readonly StatementLine[]> {
  const where = `bucket_start >= $4::timestamptz AND bucket_start < $5::timestamptz`;
  return await linesWhere(tx, asked, { name: 'statement_lines', where, more: [], told });
}

/** The lines that name one of these calls and lie without the span, up to `lateDaysMost` days away: what is stated late, or was stated before. */
export async function linesNaming(tx: Transaction, asked: LinesAsked, calls: readonly string[]): Promise<readonly StatementLine[]> {
  const where = `(bucket_start >= $4::timestamptz - interval '${lateDaysMost} days' AND bucket_start < $4::timestamptz
      OR bucket_start >= $5::timestamptz AND bucket_start < $5::timestamptz + interval '${lateDaysMost} days')
      AND coalesce(client_request_id, request_id) = ANY ($7)`;
  return await linesWhere(tx, asked, { name: 'lines_naming', where, more: [calls] });
}

/** What is stated later than so many days after its work is looked for by nobody. */
export const lateDaysMost = 100;

type Told = (count: number) => Promise<void>;

interface Where {
  readonly name: string;
  readonly where: string;
  readonly more: readonly unknown[];
  readonly told?: Told | undefined;
}

async function linesWhere(tx: Transaction, asked: LinesAsked, { name, where, more, told }: Where): Promise<readonly StatementLine[]> {
  const text = `
    SELECT import_id || ':' || ordinal AS id, ${instantSql('bucket_start')} AS "bucketStart", ${instantSql('bucket_end')} AS "bucketEnd", project,
      api_key AS "apiKey", line_item AS "lineItem", occurrence, trim_scale(amount)::text AS amount, residue::text AS residue,
      trim_scale(quantity)::text AS quantity, usage::text AS usage, coalesce(client_request_id, request_id) AS "requestId", size, quality, category, model, mode
    FROM statement_line
    WHERE provider_account_id = $1 AND series = $2 AND currency = $3 AND ${where}
      AND version <= $6 AND (superseded_by IS NULL OR superseded_by > $6)
    ORDER BY bucket_start, bucket_end, project, api_key, line_item, occurrence`;
  const values = [asked.providerAccountId, asked.series, asked.currency, asked.from, asked.until, asked.version, ...more];
  const lines: StatementLine[] = [];
  const same: Same = {
    text: madeOnce((one) => one),
    usage: madeOnce((one) => JSON.parse(one) as Usage),
    meaning: madeOnce((one) => JSON.parse(one) as LineItemMeaning),
  };
  for await (const rows of rowsInSets<StoredLine>(tx, name, { text, values })) {
    for (const row of rows) lines.push(shownLine(row, asked.currency, same));
    await told?.(lines.length);
  }
  return lines;
}

type Usage = Readonly<Record<string, string>>;

/** What many lines have in common is held once. */
interface Same {
  readonly text: (text: string) => string;
  readonly usage: (json: string) => Usage;
  readonly meaning: (json: string) => LineItemMeaning;
}

function shownLine(row: StoredLine, currency: string, same: Same): StatementLine {
  const amount = parseMoney(row.amount, currency);
  invariant(amount.ok, 'A stored amount has at most 12 places.');
  const text = (value: string | null): string | undefined => (value === null || value === '' ? undefined : same.text(value));
  const key = {
    bucketStart: same.text(row.bucketStart),
    bucketEnd: same.text(row.bucketEnd),
    project: text(row.project),
    apiKey: text(row.apiKey),
    lineItem: same.text(row.lineItem),
    occurrence: row.occurrence,
  };
  const meaning = meaningByField(row);
  return {
    id: row.id,
    key,
    amount: amount.value,
    residue: same.text(row.residue),
    quantity: row.quantity ?? undefined,
    usage: row.usage === null ? undefined : same.usage(row.usage),
    requestId: row.requestId ?? undefined,
    size: row.size ?? undefined,
    quality: row.quality ?? undefined,
    meaning: meaning && same.meaning(JSON.stringify(meaning)),
  };
}

const noUsage: Readonly<Record<string, LineItemMeaning>> = {
  tax: { kind: 'not-usage', what: 'tax' },
  credit: { kind: 'not-usage', what: 'credit' },
  adjustment: { kind: 'not-usage', what: 'adjustment' },
  // Of an invoice that was closed before: it belongs to no charge of this period.
  correction: { kind: 'not-usage', what: 'adjustment' },
  // Credit that is topped up, or a subscription: nothing was used by it.
  purchase: { kind: 'not-usage', what: 'fee' },
};

/** What a file says by a field of its own, such as FOCUS by ChargeCategory, and a line of one call by its model; undefined where the words of the line item are all there is. */
function meaningByField({ category, model, mode, requestId }: StoredLine): LineItemMeaning | undefined {
  if (model !== null && requestId !== null) return { kind: 'usage', service: 'images', model, mode: mode ?? 'realtime' };
  return category === null ? undefined : noUsage[category.toLowerCase()];
}

/** The latest version in a series; undefined where nothing was stated yet. */
export async function latestVersion(tx: Transaction, providerAccountId: string, series: string): Promise<number | undefined> {
  const text = 'SELECT max(version) AS version FROM statement_import WHERE provider_account_id = $1 AND series = $2';
  const { rows } = await tx.$client.query<{ version: number | null }>(text, [providerAccountId, series]);
  return rows[0]?.version ?? undefined;
}

/** Which witness buckets; the versions of both witnesses, absent where there is none. */
export interface WitnessAsked extends Omit<LinesAsked, 'series' | 'version' | 'currency'> {
  readonly versions: { readonly images?: number | undefined; readonly completions?: number | undefined };
}

interface StoredBucket {
  readonly from: string;
  readonly until: string;
  readonly project: string;
  readonly apiKey: string;
  readonly model: string;
  readonly requests: string;
  readonly quantities: Readonly<Record<string, string>>;
}

/** The names that the provider has for what it counts, and the meters they are. What stands for a sum of others is none. */
const meters: Readonly<Record<string, string>> = {
  images: 'image',
  input_text_tokens: 'text_input',
  input_cached_text_tokens: 'text_input_cached',
  input_image_tokens: 'image_input',
  input_cached_image_tokens: 'image_input_cached',
  output_text_tokens: 'text_output',
  output_image_tokens: 'image_output',
};

/** What witnesses counted, in the order of time. */
export async function witnessBuckets(tx: Transaction, asked: WitnessAsked): Promise<readonly WitnessBucket[]> {
  const text = `
    SELECT ${instantSql('bucket_start')} AS "from", ${instantSql('bucket_end')} AS until, project, api_key AS "apiKey", model, requests::text AS requests, quantities
    FROM usage_bucket
    WHERE provider_account_id = $1 AND bucket_start >= $2::timestamptz AND bucket_start < $3::timestamptz
      AND CASE series WHEN 'usage_images' THEN version <= $4 AND (superseded_by IS NULL OR superseded_by > $4)
          ELSE version <= $5 AND (superseded_by IS NULL OR superseded_by > $5) END
    ORDER BY bucket_start, series, project, api_key, model, source, size, batch, occurrence`;
  const values = [asked.providerAccountId, asked.from, asked.until, asked.versions.images ?? 0, asked.versions.completions ?? 0];
  const buckets: WitnessBucket[] = [];
  for await (const rows of rowsInSets<StoredBucket>(tx, 'witness_buckets', { text, values }))
    for (const row of rows) buckets.push(shownBucket(row));
  return buckets;
}

function shownBucket({ requests, quantities, project, apiKey, ...row }: StoredBucket): WitnessBucket {
  const named = { project: project || undefined, apiKey: apiKey || undefined };
  return { ...row, ...named, requests: BigInt(requests), quantities: metersOf(quantities) };
}

function metersOf(quantities: Readonly<Record<string, string>>): Readonly<Record<string, bigint>> {
  const known = Object.entries(quantities).flatMap(([name, units]) => {
    const meter = meters[name];
    return meter === undefined ? [] : [[meter, BigInt(units)] as const];
  });
  return Object.fromEntries(known);
}
