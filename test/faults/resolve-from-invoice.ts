/** The sandbox's invoice, handed to the service as the final statement of the day. */
import type { Client } from 'pg';
import { pico } from './exact.ts';

interface InvoiceLine {
  readonly provider: string;
  readonly clientRequestId: string;
  readonly answeredAt: string;
  readonly amount: string;
  readonly usage: { readonly textIn: number; readonly imageIn: number; readonly imageOut: number };
}

const document = `mutation ($input: StatementInput!) { resolveDoubts(input: $input) { kind: __typename ... on Refusal { code message } } }`;

/** Resolves every doubt about openai of 20 November 2026. Fails where the service refuses; throws where it cannot be reached. */
export async function resolveFromInvoice(address: string, sandboxUrl: string): Promise<void> {
  const invoice = (await (await fetch(`${sandboxUrl}/openai/invoice`)).json()) as { lines: readonly InvoiceLine[] };
  const lines = invoice.lines.map(({ clientRequestId, answeredAt, amount, usage }) => ({
    clientRequestId,
    servedAt: answeredAt,
    amount: { amount, currency: 'USD' },
    usage: [
      { meter: 'text_input', quantity: String(usage.textIn) },
      ...(usage.imageIn > 0 ? [{ meter: 'image_input', quantity: String(usage.imageIn) }] : []),
      { meter: 'image_output', quantity: String(usage.imageOut) },
    ],
  }));
  const input = { provider: 'openai', book: 'SIMULATED', from: '2026-11-20T00:00:00Z', until: '2026-11-21T00:00:00Z', lines };
  const response = await fetch(`${address}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: document, variables: { input } }),
  });
  const answer = (await response.json()) as { data?: { resolveDoubts: { kind: string } } };
  if (answer.data?.resolveDoubts.kind !== 'DoubtResolution') throw new Error(`The statement was not taken: ${JSON.stringify(answer)}`);
}

/** What the ledger says openai is owed and what its invoice says, to 12 places, and how many charges are still in doubt. */
export async function ledgerBesideInvoice(
  database: Client,
  sandboxUrl: string,
): Promise<{ ledger: bigint; invoice: bigint; doubts: number }> {
  const { rows } = await database.query<{ owed: string; doubts: number }>(
    `SELECT (SELECT coalesce(-sum(amount), 0)::text FROM ledger_entry WHERE account IN ('provider_accrued', 'provider_accrued_estimate')) AS owed,
       (SELECT count(*)::int FROM charge WHERE state IN ('held', 'in_doubt', 'unbilled')) AS doubts`,
  );
  const { total } = (await (await fetch(`${sandboxUrl}/openai/invoice`)).json()) as { total: string };
  return { ledger: pico(rows[0]?.owed ?? '0'), invoice: pico(total), doubts: rows[0]?.doubts ?? -1 };
}
