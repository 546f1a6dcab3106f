import { parseSize } from '../catalog/size-rule.ts';
import { formatMoney } from '../money/money.ts';
import { rateUsage } from '../rating/rate-usage.ts';
import { foretoldTokens } from '../tokens/foretold-tokens.ts';
import { hasRule } from '../tokens/output-tokens.ts';
import { textOutputMost } from './expected-usage.ts';
import type { Pitfall } from './offer.ts';
import { spread, type PitfallCase } from './pitfall-case.ts';
import { leavesQuality, leavesSize } from './resolved-request.ts';

/** Where the count of output tokens is not certain, and why: no rule, output text nobody can foretell, a rounding tie. Only where tokens are billed. */
export function tokenPitfalls(found: PitfallCase): readonly Pitfall[] {
  if (found.entry.kind === 'flat') return [];
  return [...noRulePitfall(found), ...textOutputPitfall(found), ...tiePitfall(found)];
}

function noRulePitfall({ request, estimate }: PitfallCase): readonly Pitfall[] {
  const { name, model } = request.served;
  if (hasRule(model)) return [];
  const basis =
    model.outputTokens.kind === 'image-prices' ? 'the published prices an image, which are rounded' : 'a few observations [uncertain]';
  const message = `No rule tells the output tokens of ${name}: the range rests on ${basis}, and the bill on the usage.`;
  return [{ code: 'no-token-rule', severity: 'warning', message, ...spread(estimate) }];
}

function textOutputPitfall({ request, entry }: PitfallCase): readonly Pitfall[] {
  const { name, model } = request.served;
  if (model.textOutputTokensMost === null) return [];
  const allowance = rateUsage(textOutputMost(model, entry, BigInt(request.n)), entry, {
    operation: request.operation,
    mode: request.mode,
    size: request.size,
  });
  const expected = model.textOutputTokensSeen === undefined ? 'none' : `${model.textOutputTokensSeen.expected} an image, as was seen`;
  const counted = `No count of them is published: the expected cost has ${expected}, the ceiling allows ${model.textOutputTokensMost} an image [uncertain]`;
  const message = `${name} also bills output text tokens. ${counted}${allowance.ok ? `, ${formatMoney(allowance.value.total)} in all` : ''}.`;
  const pitfall = { code: 'text-output-unpredictable', severity: 'warning', message } as const;
  return [allowance.ok ? { ...pitfall, atStake: allowance.value.total } : pitfall];
}

function tiePitfall({ request, estimate }: PitfallCase): readonly Pitfall[] {
  const { model } = request.served;
  if (model.outputTokens.kind !== 'grid' || leavesSize(request) || parseSize(request.size) === undefined) return [];
  const tie = request.qualities
    .map((quality) => foretoldTokens(model, request.size, quality))
    .find(({ floor, ceiling }) => floor !== ceiling);
  if (tie === undefined) return [];
  const message = `At ${request.size} the token rule meets a rounding tie that nobody has measured: ${tie.floor} or ${tie.ceiling} tokens an image.`;
  return [{ code: 'tie', severity: 'info', message, ...(leavesQuality(request) ? {} : spread(estimate)) }];
}
