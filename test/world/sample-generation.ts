/** A generation as far as the ledger needs one: quote, offer, generation and attempt, written as the service writes them, with round figures. */
import { randomUUID } from 'node:crypto';

/** Runs one statement, in a transaction of that workspace. */
export type RunStatement = (text: string) => Promise<{ readonly rows: readonly object[] }>;

/** The workspace that the first migration makes. */
export const defaultWorkspace = '01890000-0000-7000-8000-000000000001';

/** What a sample is known by afterwards. */
export interface SampleGeneration {
  readonly quoteId: string;
  readonly offerId: string;
  readonly generationId: string;
  readonly attemptId: string;
  readonly priceEntryId: string;
  readonly providerAccountId: string;
}

const at = '2026-11-20T12:00:00Z';

/** Writes a simulated generation at openai, quoted at 0.00397 USD: one image, 129 image and 20 text tokens. Its charge is held, its attempt unknown. */
export async function writeSampleGeneration(run: RunStatement, requestKey: string = randomUUID()): Promise<SampleGeneration> {
  const [quoteId, offerId, generationId, attemptId] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  const workspace = defaultWorkspace;
  const priceEntryId = await firstId(
    run,
    `SELECT id FROM price_entry WHERE provider = 'openai' AND model = 'gpt-image-2' AND mode = 'realtime'`,
  );
  await run(`
    INSERT INTO provider_account (id, workspace_id, provider, book, created_at)
    VALUES (gen_random_uuid(), '${workspace}', 'openai', 'simulated', '${at}') ON CONFLICT DO NOTHING`);
  const providerAccountId = await firstId(run, `SELECT id FROM provider_account WHERE provider = 'openai' AND book = 'simulated'`);
  await run(`
    INSERT INTO quote (workspace_id, id, request_hash, request, mode, executable, created_at, priced_at, expires_at)
    VALUES ('${workspace}', '${quoteId}', 'hash', '{}', 'realtime', true, '${at}', '${at}', '2026-11-20T12:15:00Z')`);
  await run(`
    INSERT INTO quote_offer (workspace_id, quote_id, id, rank, provider, model, exactness, price_entry_id, currency, floor, expected, ceiling, resolved, pitfalls)
    VALUES ('${workspace}', '${quoteId}', '${offerId}', 0, 'openai', 'gpt-image-2', 'exact', '${priceEntryId}', 'USD', 0.00397, 0.00397, 0.00397, '[]', '[]')`);
  await run(`
    INSERT INTO quote_line (workspace_id, quote_id, offer_id, position, meter, quantity, unit_price, per, amount, rounded)
    VALUES ('${workspace}', '${quoteId}', '${offerId}', 0, 'text_input', 20, 5, 1000000, 0.0001, false),
           ('${workspace}', '${quoteId}', '${offerId}', 1, 'image_output', 129, 30, 1000000, 0.00387, false)`);
  await run(`
    INSERT INTO generation (workspace_id, id, request_key, request_hash, quote_id, offer_id, status, book, provider, model, mode, request, resolved, opened_by, created_at)
    VALUES ('${workspace}', '${generationId}', '${requestKey}', 'hash', '${quoteId}', '${offerId}', 'running', 'simulated', 'openai', 'gpt-image-2', 'realtime', '{}', '[]', 1, '${at}')`);
  await run(`
    INSERT INTO charge (workspace_id, generation_id, side, state, currency)
    VALUES ('${workspace}', '${generationId}', 'charge', 'held', 'USD'), ('${workspace}', '${generationId}', 'cost', 'held', 'USD')`);
  await run(`
    INSERT INTO provider_attempt (workspace_id, id, generation_id, number, provider_account_id, book, started_at)
    VALUES ('${workspace}', '${attemptId}', '${generationId}', 1, '${providerAccountId}', 'simulated', '${at}')`);
  return { quoteId, offerId, generationId, attemptId, priceEntryId, providerAccountId };
}

async function firstId(run: RunStatement, question: string): Promise<string> {
  const row = (await run(question)).rows[0];
  if (row === undefined || !('id' in row)) throw new Error('The published price book is loaded before a sample is written.');
  return String(row.id);
}
