import { outputTokens } from '@halfpenny/core';
import { describe, expect, it } from 'vitest';
import facts from './facts/output-tokens.json' with { type: 'json' };

/** A count that was measured, published or computed by the provider's calculator. */
interface Observation {
  readonly model: string;
  readonly size: string;
  readonly quality: string;
  readonly tokens: number;
  readonly evidence: string;
}

const counted = (facts as readonly Partial<Observation>[]).filter((row): row is Observation => row.tokens !== undefined);
const ruled = counted.filter((row) => row.model !== 'gpt-image-2.6');

describe('Output tokens that somebody has seen', () => {
  it.each(ruled)('$model $size $quality bills $tokens ($evidence)', ({ model, size, quality, tokens }) => {
    const answer = outputTokens(model, size, quality);
    expect(answer).toEqual({ ok: true, value: { floor: tokens, expected: tokens, ceiling: tokens } });
  });

  it.each(counted.filter((row) => row.model === 'gpt-image-2.6'))('$model has no rule, so no count is claimed', ({ size, quality }) => {
    const answer = outputTokens('gpt-image-2.6-sunburst', size, quality);
    expect(answer.ok ? answer.value : answer.refusal.code).toBe('no-output-token-rule');
  });

  it('has a row for each model with a rule', () => {
    expect(new Set(ruled.map((row) => row.model))).toEqual(
      new Set(['gpt-image-1', 'gpt-image-1.5', 'gpt-image-2', 'gpt-image-2.5', 'gpt-image-2.5-sunburst']),
    );
  });
});
