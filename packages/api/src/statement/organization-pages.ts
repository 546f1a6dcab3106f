import type { BillingSource } from './billing-source.ts';
import { NoPage } from './noted-pulls.ts';

/** What is asked of one endpoint of an organisation. Instants are RFC 3339, half-open. */
export interface PagesAsked {
  readonly endpoint: 'costs' | 'usage/images' | 'usage/completions';
  readonly width: '1d' | '1m';
  readonly groupBy: readonly string[];
  readonly from: string;
  readonly until: string;
}

const limits = { '1d': 31, '1m': 1440 } as const;
const answerMilliseconds = 60_000;
const pagesMost = 10_000;

/** Every page of an answer, one after another, byte for byte as it came. Throws `NoPage` where the provider answers anything else. */
export async function* organizationPages({ baseUrl, adminKey }: BillingSource, asked: PagesAsked): AsyncGenerator<Buffer> {
  let page: string | undefined;
  for (let count = 0; count < pagesMost; count += 1) {
    const body = await answerOf(addressOf(baseUrl, asked, page), adminKey, asked);
    yield body;
    page = nextPage(body);
    if (page === undefined) return;
  }
  throw new NoPage(`${asked.endpoint} has more than ${pagesMost} pages.`);
}

async function answerOf(address: URL, adminKey: string, { endpoint }: PagesAsked): Promise<Buffer> {
  const headers = { authorization: `Bearer ${adminKey}` };
  try {
    const response = await fetch(address, { headers, signal: AbortSignal.timeout(answerMilliseconds) });
    const body = Buffer.from(await response.arrayBuffer());
    if (response.ok) return body;
    throw new NoPage(`${endpoint} was answered with ${response.status}: ${body.toString('utf8').slice(0, 300)}`);
  } catch (cause) {
    if (cause instanceof NoPage) throw cause;
    throw new NoPage(`${address.host} did not answer for ${endpoint}.`, { cause });
  }
}

function addressOf(baseUrl: string, { endpoint, width, groupBy, from, until }: PagesAsked, page: string | undefined): URL {
  const url = new URL(`${baseUrl}/organization/${endpoint}`);
  url.searchParams.set('start_time', String(Date.parse(from) / 1000));
  url.searchParams.set('end_time', String(Date.parse(until) / 1000));
  url.searchParams.set('bucket_width', width);
  url.searchParams.set('limit', String(limits[width]));
  for (const name of groupBy) url.searchParams.append('group_by[]', name);
  if (page !== undefined) url.searchParams.set('page', page);
  return url;
}

/** Looked for in what is kept as it came, whose amounts are read later, digit by digit. */
function nextPage(body: Buffer): string | undefined {
  try {
    const { has_more: more, next_page: next } = JSON.parse(body.toString('utf8')) as { has_more?: unknown; next_page?: unknown };
    return more === true && typeof next === 'string' ? next : undefined;
  } catch {
    throw new NoPage('A page is no JSON.');
  }
}
