import { entryInForce, formatMoney, publishedPriceBook, rateUsage } from '@halfpenny/core';
import { calcPrice } from '@pydantic/genai-prices';
import facts from '../golden/facts/cost-cases.json' with { type: 'json' };
import type { Section } from './report.ts';
import { unwrap } from './unwrap.ts';

/** A day on which every model of the cases was sold. */
const at = '2026-10-01T12:00:00Z';

interface Tokens {
  readonly text_tokens?: number;
  readonly image_tokens?: number;
  readonly cached_text_tokens?: number;
  readonly cached_image_tokens?: number;
  readonly output_image_tokens?: number;
}

/** What the peer makes of the cost cases that count tokens, beside what they do cost. */
export function showPeerCases(): Section {
  const cases = facts.cases.filter(({ kind }) => kind === 'token_usage');
  const rows = cases.map(({ id, provider, model, input, expected_usd: expected }) => {
    const ours = formatMoney(ourCost({ provider, model }, input));
    const theirs = theirCost(model, input);
    return { cells: [id, expected, ours, theirs], right: ours === expected, theirsRight: theirs === expected };
  });
  const right = rows.filter((row) => row.right).length;
  const theirsRight = rows.filter((row) => row.theirsRight).length;
  return {
    title: 'What each makes of the cost cases in tokens',
    method: 'Costs that other systems have published, in US dollars.',
    rates: [],
    table: [['case', 'costs', 'halfpenny', 'genai-prices'], ...rows.map(({ cells }) => cells)],
    promised: [
      {
        promise: 'every case to the last digit',
        measured: `${right} of ${rows.length}; the peer ${theirsRight}`,
        holds: right === rows.length,
      },
    ],
  };
}

function ourCost(of: { readonly provider: string; readonly model: string }, tokens: Tokens) {
  const { text_tokens = 0, image_tokens = 0, cached_text_tokens = 0, cached_image_tokens = 0, output_image_tokens = 0 } = tokens;
  const usage = {
    text_input: BigInt(text_tokens - cached_text_tokens),
    text_input_cached: BigInt(cached_text_tokens),
    image_input: BigInt(image_tokens - cached_image_tokens),
    image_input_cached: BigInt(cached_image_tokens),
    image_output: BigInt(output_image_tokens),
  };
  return unwrap(rateUsage(usage, unwrap(entryInForce(publishedPriceBook, { ...of, mode: 'realtime' }, at)))).total;
}

function theirCost(model: string, tokens: Tokens): string {
  const { text_tokens = 0, image_tokens = 0, cached_text_tokens = 0, cached_image_tokens = 0, output_image_tokens = 0 } = tokens;
  const usage = {
    input_tokens: text_tokens + image_tokens,
    input_image_tokens: image_tokens,
    cache_read_tokens: cached_text_tokens + cached_image_tokens,
    cache_image_read_tokens: cached_image_tokens,
    output_tokens: output_image_tokens,
  };
  const priced = calcPrice(usage, model, { providerId: 'openai', timestamp: new Date(at) });
  return priced === null ? 'no price' : String(priced.total_price);
}
