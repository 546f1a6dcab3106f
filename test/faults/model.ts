/** The oracle, and the commands that are done to it and to the service alike. */
import { boolean, constant, nat } from 'fast-check';
import type { Arbitrary, AsyncCommand } from 'fast-check';
import type { Client } from 'pg';
import { expect } from 'vitest';
import { generateDocument } from '../world/generation-document.ts';
import type { Generated } from '../world/generation-document.ts';
import type { World } from '../world/service.ts';
import { pico } from './exact.ts';
import { publishPrice } from './publish-price.ts';
import { ledgerBesideInvoice, resolveFromInvoice } from './resolve-from-invoice.ts';

/** All that the oracle knows. Amounts are in 10⁻¹² dollars. */
export interface Oracle {
  owed: bigint;
  spent: bigint;
  held: bigint;
  /** What the provider billed of what is in doubt: it becomes owed once the doubts are resolved. */
  doubtfulBilled: bigint;
  doubts: number;
  /** Of image tokens. */
  dollarsPerMillion: bigint;
  priceChanges: number;
  /** How many images were asked for. */
  asked: number;
  answers: { readonly asked: object; readonly id: string }[];
}

/** What the commands are done to. */
interface Real {
  readonly world: World;
  readonly database: Client;
}

/** An oracle before anything was asked. */
export function freshOracle(): Oracle {
  return { owed: 0n, spent: 0n, held: 0n, doubtfulBilled: 0n, doubts: 0, dollarsPerMillion: 30n, priceChanges: 0, asked: 0, answers: [] };
}

/** 12 text tokens at 5 a million, and image tokens: 196 in low and 1,756 in medium quality, at 30 a million until the price changes. */
const text = 60_000_000n;
const imageTokens = { low: 196n, medium: 1756n };
type Quality = keyof typeof imageTokens;

function priceOf(oracle: Oracle, quality: Quality): bigint {
  return text + imageTokens[quality] * oracle.dollarsPerMillion * 1_000_000n;
}

const request = { model: 'gpt-image-2', prompt: 'Sparkling shell with a pearl', size: '1024x1024', quality: 'low' };

/** One way a call goes: what is commanded, and what the oracle then counts. */
interface Way {
  readonly name: string;
  readonly misbehaviour: string | undefined;
  /** Of the request; low unless given. */
  readonly asked?: Quality;
  readonly settled?: Quality;
  readonly doubt?: { readonly billed: boolean };
}

const ways: readonly Way[] = [
  { name: 'settles', misbehaviour: undefined, settled: 'low' },
  { name: 'settles more', misbehaviour: 'other-quality', settled: 'medium' },
  { name: 'settles less', misbehaviour: 'other-quality', asked: 'medium', settled: 'low' },
  { name: 'settles nothing delivered', misbehaviour: 'not-an-image', settled: 'low' },
  { name: 'is tried again', misbehaviour: 'unavailable', settled: 'low' },
  { name: 'is refused', misbehaviour: 'wrong-key' },
  { name: 'is estimated', misbehaviour: 'usage-missing', settled: 'low' },
  { name: 'is unbilled', misbehaviour: 'usage-zero', doubt: { billed: true } },
  { name: 'is in doubt, billed', misbehaviour: 'server-error-billed', doubt: { billed: true } },
  { name: 'is in doubt, not billed', misbehaviour: 'server-error', doubt: { billed: false } },
];

type Command = AsyncCommand<Oracle, Real>;

/** Every command, with whatever chance decides. */
export function commandsOf(): Arbitrary<Command>[] {
  return [
    ...ways.map((way) => boolean().map((quoted) => generate(way, quoted))),
    nat().map(repeat),
    constant(resolve),
    constant(sweep),
    nat({ max: 40 }).map((more) => changePrice(BigInt(more) + 20n)),
  ];
}

function generate(way: Way, quoted: boolean): Command {
  return {
    toString: () => `generate that ${way.name}${quoted ? ', by a quote' : ''}`,
    check: () => true,
    run: async (oracle, real) => {
      if (way.misbehaviour !== undefined) await command(real.world, way.misbehaviour);
      oracle.asked += 1;
      const key = `model ${oracle.asked}`;
      const input = { request: { ...request, quality: way.asked ?? 'low' }, providers: ['openai'] };
      const asked = { requestKey: key, ...(quoted ? { quoteId: await quote(real.world, input) } : input) };
      const { id } = await ask(real.world, asked);
      oracle.answers.push({ asked, id });
      count(oracle, way);
      await agree(oracle, real);
    },
  };
}

function count(oracle: Oracle, { settled, doubt }: Way): void {
  if (settled !== undefined) {
    oracle.owed += priceOf(oracle, settled);
    oracle.spent += priceOf(oracle, settled);
  }
  if (doubt === undefined) return;
  oracle.held += priceOf(oracle, 'low');
  oracle.doubts += 1;
  if (doubt.billed) oracle.doubtfulBilled += priceOf(oracle, 'low');
}

/** The same key again is the same generation, and counts nothing. */
function repeat(which: number): Command {
  return {
    toString: () => `repeat ${which}`,
    check: ({ answers }) => answers.length > 0,
    run: async (oracle, real) => {
      const first = oracle.answers[which % oracle.answers.length];
      const again = await ask(real.world, first?.asked ?? {});
      expect(again.id).toBe(first?.id);
      await agree(oracle, real);
    },
  };
}

/** A final statement: what was billed of the doubts is owed and spent, the rest is void, and nothing is held. */
const resolve: Command = {
  toString: () => 'resolve from the invoice',
  check: () => true,
  run: async (oracle, real) => {
    await resolveFromInvoice(real.world.address, real.world.sandboxUrl);
    oracle.owed += oracle.doubtfulBilled;
    oracle.spent += oracle.doubtfulBilled;
    Object.assign(oracle, { held: 0n, doubts: 0, doubtfulBilled: 0n });
    await agree(oracle, real);
    const { ledger, invoice } = await ledgerBesideInvoice(real.database, real.world.sandboxUrl);
    expect(ledger).toBe(invoice);
  },
};

/** A new life of the service sweeps first, and finds nothing to change. */
const sweep: Command = {
  toString: () => 'restart and sweep',
  check: () => true,
  run: async (oracle, real) => {
    await real.world.restart();
    await agree(oracle, real);
  },
};

/** From the next second on the provider takes another price, and our book says so. */
function changePrice(dollarsPerMillion: bigint): Command {
  return {
    toString: () => `price of ${dollarsPerMillion} a million`,
    check: () => true,
    run: async (oracle, real) => {
      oracle.priceChanges += 1;
      oracle.dollarsPerMillion = dollarsPerMillion;
      const from = new Date(Date.UTC(2026, 10, 20, 12, 0, oracle.priceChanges)).toISOString();
      real.world.setNow(from);
      await publishPrice(real, { from, dollarsPerMillion: String(dollarsPerMillion) });
      await agree(oracle, real);
    },
  };
}

/** What the service knows is what the oracle counted. */
async function agree(oracle: Oracle, { world, database }: Real): Promise<void> {
  const { ledger, doubts } = await ledgerBesideInvoice(database, world.sandboxUrl);
  const { budgets } = await world.ask<{ budgets: { held: { amount: string }; spent: { amount: string } }[] }>(
    '{ budgets(book: SIMULATED) { held { amount } spent { amount } } }',
  );
  const [budget] = budgets;
  expect({ owed: ledger, doubts: doubts / 2, held: pico(budget?.held.amount ?? ''), spent: pico(budget?.spent.amount ?? '') }).toEqual({
    owed: oracle.owed,
    doubts: oracle.doubts,
    held: oracle.held,
    spent: oracle.spent,
  });
}

async function ask(world: World, input: object): Promise<Generated> {
  return (await world.ask<{ generate: Generated }>(generateDocument, { input })).generate;
}

async function quote(world: World, input: object): Promise<string> {
  const document = 'mutation ($input: QuoteInput!) { quote(input: $input) { ... on Quote { id } } }';
  return (await world.ask<{ quote: { id: string } }>(document, { input })).quote.id;
}

async function command(world: World, misbehaviour: string): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  await fetch(`${world.sandboxUrl}/control`, { method: 'POST', headers, body: JSON.stringify({ misbehaviour }) });
}
