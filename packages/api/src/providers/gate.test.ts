import { describe, expect, it } from 'vitest';
import { gated } from './gate.ts';
import type { GatedProvider, GateRule } from './gate.ts';
import type { BatchPort, BatchResult, CallOutcome, Failed, Provider } from './provider.ts';

const rule: GateRule = { inFlightMost: 2, inLineMost: 1, troublesMost: 3, restSeconds: 30 };
const call = { attemptId: 'a', model: 'gpt-image-2', prompt: 'Shell', n: 1 };
const answered = { httpStatus: null, providerRequestId: null, sentence: 'It said nothing.' };
const silent: CallOutcome = { kind: 'unknown', ...answered };
const refused: CallOutcome = { kind: 'refused', ...answered, httpStatus: 400 };
const limited: CallOutcome = { kind: 'unavailable', ...answered, httpStatus: 429, worthRetrying: true, retryAfterMilliseconds: null };

/** A provider whose outcomes the test writes down beforehand; a call without one waits until `end` is called. */
class Scripted implements Provider {
  readonly name = 'openai';
  readonly simulated = true;
  /** Where each question about a batch comes to nothing, and its file has no line until `end` is called. */
  readonly batches: BatchPort = {
    submit: async () => (await this.generate()) as Failed,
    find: async () => (await this.generate()) as Failed,
    look: async () => (await this.generate()) as Failed,
    results: () => this.linesAfter(this.generate()),
  };
  readonly outcomes: CallOutcome[] = [];
  readonly waiting: ((outcome: CallOutcome) => void)[] = [];
  calls = 0;
  generate = async (): Promise<CallOutcome> => {
    this.calls += 1;
    return this.outcomes.shift() ?? (await new Promise((resolve) => this.waiting.push(resolve)));
  };
  async *linesAfter(outcome: Promise<CallOutcome>): AsyncGenerator<BatchResult> {
    yield { attemptId: 'a', outcome: await outcome };
  }
}

let now = new Date('2026-11-20T12:00:00Z');

function behindGate(outcomes: readonly CallOutcome[]): { provider: Scripted; gate: GatedProvider } {
  now = new Date('2026-11-20T12:00:00Z');
  const provider = new Scripted();
  provider.outcomes.push(...outcomes);
  return { provider, gate: gated(provider, rule, () => now) };
}

async function callTimes(gate: GatedProvider, times: number): Promise<readonly string[]> {
  const kinds: string[] = [];
  for (let count = 0; count < times; count += 1) kinds.push((await gate.generate(call)).kind);
  return kinds;
}

describe('A limit on calls in flight', () => {
  it('makes two calls at once, keeps one in line and refuses a fourth before it holds money', async () => {
    const { provider, gate } = behindGate([]);
    const calls = [gate.generate(call), gate.generate(call), gate.generate(call)];
    while (provider.waiting.length < 2) await Promise.resolve();
    expect([provider.calls, gate.free(), gate.closed()?.code]).toEqual([2, 0, 'provider-busy']);
    provider.waiting.shift()?.(refused);
    while (provider.calls < 3) await Promise.resolve();
    expect([provider.calls, gate.closed()]).toEqual([3, undefined]);
    for (const end of provider.waiting) end(refused);
    expect((await Promise.all(calls)).map(({ kind }) => kind)).toEqual(['refused', 'refused', 'refused']);
  });
});

describe('What is asked about batches', () => {
  const over = { kind: 'over', end: 'completed', sentence: '', fileIds: [] } as const;

  it('counts as a call in flight, the reading of a file for as long as it lasts', async () => {
    const { provider, gate } = behindGate([]);
    const lines = gate.batches?.results(over)[Symbol.asyncIterator]().next();
    const look = gate.batches?.look('batch');
    while (provider.waiting.length < 2) await Promise.resolve();
    expect([provider.calls, gate.free()]).toEqual([2, 0]);
    for (const end of provider.waiting) end(refused);
    expect([(await lines)?.done, (await look)?.kind]).toEqual([false, 'refused']);
  });

  it('opens the breaker with the calls, and is not asked while it is open: a batch is then worth handing over later', async () => {
    const { provider, gate } = behindGate([silent, silent, silent]);
    expect([(await gate.batches?.look('batch'))?.kind, ...(await callTimes(gate, 2))]).toEqual(['unknown', 'unknown', 'unknown']);
    expect(await gate.batches?.submit({ id: 'ours', calls: [] })).toMatchObject({ kind: 'unavailable', worthRetrying: true });
    expect(provider.calls).toBe(3);
  });
});

describe('A breaker', () => {
  it('opens after three troubles in a row, says when to try again, and calls nobody until then', async () => {
    const { provider, gate } = behindGate([silent, silent, silent]);
    expect(await callTimes(gate, 4)).toEqual(['unknown', 'unknown', 'unknown', 'unavailable']);
    expect(provider.calls).toBe(3);
    expect(gate.closed()).toMatchObject({ code: 'provider-busy', details: { retryAt: '2026-11-20T12:00:30.000Z' } });
    expect(await gate.generate(call)).toMatchObject({ worthRetrying: false, httpStatus: null });
  });

  it('lets one call through after its rest: trouble opens it anew, an answer closes it', async () => {
    const { provider, gate } = behindGate([silent, silent, silent, silent, refused, silent]);
    await callTimes(gate, 3);
    now = new Date('2026-11-20T12:00:30Z');
    expect(gate.closed()).toBeUndefined();
    expect(await callTimes(gate, 2)).toEqual(['unknown', 'unavailable']);
    now = new Date('2026-11-20T12:01:00Z');
    expect(await callTimes(gate, 2)).toEqual(['refused', 'unknown']);
    expect([provider.calls, gate.closed()]).toEqual([6, undefined]);
  });

  it('lets nobody beside that one call through', async () => {
    const { provider, gate } = behindGate([silent, silent, silent]);
    await callTimes(gate, 3);
    now = new Date('2026-11-20T12:00:30Z');
    const probe = gate.generate(call);
    while (provider.waiting.length < 1) await Promise.resolve();
    expect([(await gate.generate(call)).kind, gate.closed()?.code]).toEqual(['unavailable', 'provider-busy']);
    provider.waiting.shift()?.(refused);
    await probe;
    expect(gate.closed()).toBeUndefined();
  });

  it('counts neither refusals nor limits on our calls, and starts anew after each answer', async () => {
    const { gate } = behindGate([silent, silent, refused, silent, silent, limited, silent, silent]);
    await callTimes(gate, 8);
    expect(gate.closed()).toBeUndefined();
  });

  it('never opens where it is told so', async () => {
    const provider = new Scripted();
    provider.outcomes.push(...Array.from({ length: 20 }, () => silent));
    const gate = gated(provider, { ...rule, troublesMost: 0 }, () => now);
    await callTimes(gate, 20);
    expect(gate.closed()).toBeUndefined();
  });
});
