import { Client } from 'pg';
import { runBareLoop } from './bare.ts';
import { fire, quoteQuestion } from './load.ts';
import { recordSteps } from './record.ts';
import { rateText } from './report.ts';
import type { Section } from './report.ts';
import type { Stage } from './stage.ts';

const seconds = 5;
const connections = 16;

/** A stored quote over HTTP, beside the bare transaction it needs, the barest there is, and a mutation that does nothing. */
export async function benchQuotes(stage: Stage): Promise<Section> {
  const bare = await bareTransactions(stage);
  const oneRow = await oneRowTransactions(stage);
  const service = await stage.serve();
  await fire({ addresses: [service.address], question: quoteQuestion, connections, seconds: 2 });
  const nothing = (await fire({ addresses: [service.address], question: { query: 'mutation { __typename }' }, connections, seconds }))
    .perSecond;
  const quote = (await fire({ addresses: [service.address], question: quoteQuestion, connections, seconds })).perSecond;
  await service.stop();
  const ratio = quote / bare;
  return {
    title: 'A stored quote over HTTP',
    method: `${connections} at once for ${seconds} s, each quote priced at three providers, stored and flushed; the load comes from a thread of its own.`,
    rates: [
      { name: 'the bare transaction it needs: begin, set workspace, insert the quote, commit', perSecond: bare },
      { name: 'the barest: begin, set workspace, insert one row without a rule, commit', perSecond: oneRow },
      { name: 'mutation that does nothing', perSecond: nothing },
      { name: 'quote', perSecond: quote },
    ],
    promised: [
      {
        promise: 'at least 0.5 of the bare transaction it needs',
        measured: `${ratio.toFixed(2)} (${rateText(quote)} a second)`,
        holds: ratio >= 0.5,
      },
    ],
  };
}

/** Begin, name the workspace, insert what one quote inserts, commit: the rows are those of a quote that was recorded, under new ids. */
async function bareTransactions(stage: Stage): Promise<number> {
  const recorded = (await recordSteps(stage, quoteQuestion, 'smartaipi')).find((passed) => !passed.call && passed.name === 'store-quote');
  if (recorded?.call !== false) throw new Error('A quote is stored by one statement.');
  const [workspaceId, , ...rows] = recorded.values;
  const steps = [
    step('BEGIN', []),
    step("SELECT set_config('role', 'halfpenny_service', true), set_config('app.workspace', $1, true)", [workspaceId]),
    { ...step('SELECT write_quote($1, $2, $3)', rows), name: 'bare-quote' },
    step('COMMIT', []),
  ];
  return await runBareLoop({ ...stage, providerUrl: stage.provider.address, steps, connections, seconds });
}

function step(text: string, values: readonly unknown[]) {
  return { call: false, text, values, name: undefined } as const;
}

/** The same with one row in a table that has no rule, no index and no tenant: the least that storing anything costs on this machine. */
async function oneRowTransactions(stage: Stage): Promise<number> {
  const client = new Client(stage.databaseUrl);
  await client.connect();
  await client.query('CREATE TABLE bench_row (body jsonb)');
  const steps = [
    step('BEGIN', []),
    step("SELECT set_config('app.workspace', $1, true)", ['01890000-0000-7000-8000-000000000001']),
    { ...step('INSERT INTO bench_row (body) VALUES ($1)', [JSON.stringify({ quoteQuestion })]), name: 'bare-row' },
    step('COMMIT', []),
  ];
  const perSecond = await runBareLoop({ ...stage, providerUrl: stage.provider.address, steps, connections, seconds });
  await client.query('DROP TABLE bench_row');
  await client.end();
  return perSecond;
}
