/** A ledger to plant defects against: calls that were made at the sandbox over October 2026, as its own invoice names them. */
import { generateDocument } from './generation-document.ts';
import type { World } from './service.ts';

/** A call as the provider billed it. Amounts are decimal text in dollars. */
export interface RecordedCall {
  readonly requestId: string;
  /** The attempt. */
  readonly clientRequestId: string;
  /** RFC 3339 UTC. */
  readonly answeredAt: string;
  readonly provider: string;
  readonly model: string;
  readonly size: string;
  readonly quality: string;
  readonly images: number;
  readonly usage: Readonly<Record<string, number>>;
  readonly amount: string;
  readonly currency: string;
  readonly items: readonly { readonly item: string; readonly quantity: number; readonly unit: string; readonly amount: string }[];
}

const shapes = [
  { size: '1024x1024', quality: 'low' },
  { size: '1024x1536', quality: 'low' },
  { size: '976x704', quality: 'medium' },
  { size: '1024x1024', quality: 'high', n: 2 },
];

/** Makes so many calls, on a day each of October and round again, from the 2nd to the 29th; two calls of one day are never alike. Leaves the clock where it was told to be. */
export async function makeCalls(world: World, count: number, now: string): Promise<readonly RecordedCall[]> {
  for (let index = 0; index < count; index += 1) {
    world.setNow(`2026-10-${String(2 + (index % 28)).padStart(2, '0')}T${String(1 + (index % 22)).padStart(2, '0')}:07:11Z`);
    const request = { model: 'gpt-image-2', prompt: `A shell ${'of pearl '.repeat(index % 7)}`, ...shapes[index % shapes.length] };
    await world.ask(generateDocument, { input: { requestKey: `call ${index}`, request, providers: ['openai'] } });
  }
  world.setNow(now);
  const answer = await fetch(`${world.sandboxUrl}/invoice?provider=openai`);
  return ((await answer.json()) as { lines: readonly RecordedCall[] }).lines;
}
