import { Client } from 'pg';
import type { Child } from './child.ts';
import { loadLedger, loadedYear } from './load-ledger.ts';
import type { Section } from './report.ts';
import { rateText } from './report.ts';
import { raiseStage } from './stage.ts';

const asksEach = 20;
const monthMilliseconds = 200;
const yearMilliseconds = 1_000;
const exportedASecond = 50_000;

const spans = {
  month: { from: '2026-10-01', until: '2026-11-01' },
  'a month from its middle on': { from: '2026-09-15', until: '2026-10-15' },
  year: loadedYear,
  'a year from its second day on': { from: '2025-12-02', until: '2026-12-02' },
} as const;

const groupings = ['', 'DAY', 'MONTH, PROVIDER', 'PROVIDER, MODEL', 'OUTCOME, QUALITY, SIZE', 'KEY, TEMPLATE, STAGE', 'DAY, TEMPLATE'];

type Span = keyof typeof spans;

interface Measured {
  readonly lines: number;
  readonly loadSeconds: number;
  /** Of every grouping the 95th of a hundred, in milliseconds, the slowest grouping. */
  readonly slowest: Readonly<Record<Span, { readonly milliseconds: number; readonly by: string }>>;
  /** What one month by model takes over HTTP, and as plain SQL on the ledger's rows. */
  readonly spendSeconds: number;
  readonly plainSeconds: number;
  readonly linesPageMilliseconds: number;
  readonly rareLinesMilliseconds: number;
  readonly exported: number;
  readonly exportedCharges: number;
}

/** Finance on a ledger of so many lines over a year, and on one of a tenth of that: what grows. */
export async function benchLedger(lines: number): Promise<Section> {
  const small = await measure(lines / 10);
  const large = await measure(lines);
  const worst = (spans_: readonly Span[]): number => Math.max(...spans_.map((span) => large.slowest[span].milliseconds));
  const [month, year] = [worst(['month', 'a month from its middle on']), worst(['year', 'a year from its second day on'])];
  return {
    title: 'Finance on a year of ledger lines',
    method: `${small.lines.toLocaleString('en')} ledger lines of twelve months, and ${large.lines.toLocaleString('en')}. Loaded by SQL and folded into the roll-ups by the service's own function. Each of ${groupings.length} groupings of \`spend\` is asked ${asksEach} times over HTTP, one after the other, for each span; the slowest grouping's 95th percentile is shown. Plain SQL groups the same month's ledger entries by provider and model. Exports are a month as CSV, read to the end. The pages of lines are the first fifty of a month that were rejected at one provider, and of a year those of one template that are rare: made anew, low, small, their text alone.`,
    rates: [
      { name: 'plain SQL on the ledger, a month by provider and model', perSecond: 1 / large.plainSeconds },
      { name: 'spend, a month by provider and model', perSecond: 1 / large.spendSeconds },
    ],
    table: [
      ['what', `${small.lines.toLocaleString('en')} lines`, `${large.lines.toLocaleString('en')} lines`, 'growth'],
      grown('loaded and folded', [small, large], ({ loadSeconds }) => loadSeconds * 1000),
      ...Object.keys(spans).map((span) => [
        `spend, ${span}, p95 of the slowest grouping`,
        told(small, span as Span),
        told(large, span as Span),
        timesText(small.slowest[span as Span].milliseconds, large.slowest[span as Span].milliseconds),
      ]),
      grown('first page of lines behind a sum, p95', [small, large], ({ linesPageMilliseconds }) => linesPageMilliseconds),
      grown('first page of rare lines of a year, p95', [small, large], ({ rareLinesMilliseconds }) => rareLinesMilliseconds),
      grown('plain SQL, a month by provider and model', [small, large], ({ plainSeconds }) => plainSeconds * 1000),
      ['lines exported a second', rateText(small.exported), rateText(large.exported), timesText(small.exported, large.exported)],
      [
        'FOCUS charges exported a second',
        rateText(small.exportedCharges),
        rateText(large.exportedCharges),
        timesText(small.exportedCharges, large.exportedCharges),
      ],
    ],
    promised: [
      {
        promise: `any spend query of one month under ${monthMilliseconds} ms at p95`,
        measured: `${month.toFixed(0)} ms`,
        holds: month < monthMilliseconds,
      },
      {
        promise: `of twelve months under ${yearMilliseconds} ms at p95`,
        measured: `${year.toFixed(0)} ms`,
        holds: year < yearMilliseconds,
      },
      {
        promise: `an export streams at ${exportedASecond.toLocaleString('en')} lines a second or more`,
        measured: rateText(large.exported),
        holds: large.exported >= exportedASecond,
      },
    ],
  };
}

/** A figure in milliseconds at both sizes, and how many times the smaller one the larger is. */
function grown(
  what: string,
  [small, large]: readonly [Measured, Measured],
  millisecondsOf: (measured: Measured) => number,
): readonly string[] {
  const [before, after] = [millisecondsOf(small), millisecondsOf(large)];
  return [what, `${before.toFixed(0)} ms`, `${after.toFixed(0)} ms`, timesText(before, after)];
}

function timesText(before: number, after: number): string {
  return `× ${(after / before).toPrecision(2)}`;
}

function told({ slowest }: Measured, span: Span): string {
  const { milliseconds, by } = slowest[span];
  return `${milliseconds.toFixed(0)} ms (${by === '' ? 'one sum' : by.toLowerCase()})`;
}

async function measure(lines: number): Promise<Measured> {
  const stage = await raiseStage();
  try {
    const begun = performance.now();
    await loadLedger(stage.databaseUrl, lines);
    const loadSeconds = (performance.now() - begun) / 1000;
    const service = await stage.serve();
    const slowest = {
      month: await slowestOf(service, 'month'),
      'a month from its middle on': await slowestOf(service, 'a month from its middle on'),
      year: await slowestOf(service, 'year'),
      'a year from its second day on': await slowestOf(service, 'a year from its second day on'),
    };
    const spendSeconds = (await p95(() => ask(service, spendOf('PROVIDER, MODEL', 'month')))) / 1000;
    const page = `{ spendLines(${spanText('month')}, where: [{ dimension: PROVIDER, values: ["piapi"] }, { dimension: OUTCOME, values: ["rejected"] }]) { edges { cursor } } }`;
    const linesPageMilliseconds = await p95(() => ask(service, page));
    const rareLinesMilliseconds = await p95(() => ask(service, rareLines));
    const plainSeconds = await plainSql(stage.databaseUrl);
    const exported = await exportMonth(service, 'lines');
    const exportedCharges = await exportMonth(service, 'focus');
    await service.stop();
    return {
      lines,
      loadSeconds,
      slowest,
      spendSeconds,
      plainSeconds,
      linesPageMilliseconds,
      rareLinesMilliseconds,
      exported,
      exportedCharges,
    };
  } finally {
    await stage.close();
  }
}

async function slowestOf(service: Child, span: Span): Promise<{ readonly milliseconds: number; readonly by: string }> {
  let slowest = { milliseconds: 0, by: '' };
  for (const by of groupings) {
    const milliseconds = await p95(() => ask(service, spendOf(by, span)));
    if (milliseconds > slowest.milliseconds) slowest = { milliseconds, by };
  }
  return slowest;
}

function spanText(span: Span): string {
  return `from: "${spans[span].from}", until: "${spans[span].until}"`;
}

/** One template is used by its own model, at its own quality and size, but every tenth time. */
const rareLines = `{ spendLines(${spanText('year')}, where: [
  { dimension: TEMPLATE, values: ["00000000-0000-0000-0000-000000000039"] }, { dimension: OUTCOME, values: ["regenerated"] },
  { dimension: METER, values: ["text_input"] }, { dimension: SIZE, values: ["976x704"] }, { dimension: QUALITY, values: ["low"] }]) { edges { cursor } } }`;

function spendOf(by: string, span: Span): string {
  return `{ spend(by: [${by}], ${spanText(span)}, first: 1000) { edges { node { keys { value } amount { amount } } } totals { amount { amount } } } }`;
}

/** The 95th of a hundred, in milliseconds; the first answer, which warms up, is not counted. */
async function p95(work: () => Promise<void>): Promise<number> {
  await work();
  const taken: number[] = [];
  for (let count = 0; count < asksEach; count += 1) {
    const begun = performance.now();
    await work();
    taken.push(performance.now() - begun);
  }
  return taken.toSorted((one, other) => one - other)[Math.ceil(asksEach * 0.95) - 1] ?? Number.NaN;
}

async function ask(service: Child, query: string): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${service.address}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) });
  const answer = (await response.json()) as { errors?: unknown };
  if (answer.errors !== undefined) throw new Error(`A question was not answered: ${JSON.stringify(answer.errors)}`);
}

/** The median of three, in seconds. */
async function plainSql(databaseUrl: string): Promise<number> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  const taken: number[] = [];
  for (let count = 0; count < 3; count += 1) {
    const begun = performance.now();
    await client.query(`
      SELECT g.provider, g.model, e.currency, sum(e.amount), sum(e.quantity), count(*) FROM ledger_tx AS t
      JOIN ledger_entry AS e ON e.workspace_id = t.workspace_id AND e.tx_id = t.id AND e.account IN ('generation_cost', 'undelivered_cost')
      JOIN generation AS g ON g.workspace_id = t.workspace_id AND g.id = t.generation_id
      WHERE t.book = 'real' AND t.accounting_date >= '${spans.month.from}' AND t.accounting_date < '${spans.month.until}' GROUP BY 1, 2, 3`);
    taken.push((performance.now() - begun) / 1000);
  }
  await client.end();
  return taken.toSorted((one, other) => one - other)[1] ?? Number.NaN;
}

/** Lines a second, read to the end. */
async function exportMonth(service: Child, content: 'lines' | 'focus'): Promise<number> {
  const begun = performance.now();
  const response = await fetch(
    `${service.address}/exports?content=${content}&format=csv&from=${spans.month.from}&until=${spans.month.until}`,
  );
  let lines = -1;
  for await (const chunk of response.body ?? []) lines += linesIn(chunk);
  return lines / ((performance.now() - begun) / 1000);
}

function linesIn(chunk: Uint8Array): number {
  let lines = 0;
  for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) lines += 1;
  return lines;
}
