/** Statements of providers, brought to a service over HTTP. */
import type { World } from './service.ts';

/** What became of a file that was brought. */
export interface Brought {
  readonly id: string;
  readonly state: string;
  readonly version: number | null;
  readonly refusal: string | null;
}

const under: ReadonlySet<string> = new Set(['RECEIVED', 'READING']);
const fields = 'id state version lines rejected leftOut fileName receivedBy keptUntil bytesRead from until refusal supersededBy';

/** Brings a file and waits until it was read to its end; throws where the service does not take it at all. */
export async function bringStatement(
  world: World,
  file: string | Uint8Array<ArrayBuffer>,
  query: string,
  headers: Record<string, string> = {},
): Promise<Brought> {
  const response = await fetch(`${world.address}/statements?${query}`, { method: 'POST', body: file, headers });
  const text = await response.text();
  if (response.status !== 202) throw new Error(`${response.status} ${text}`);
  return await untilRead(world, (JSON.parse(text) as { id: string }).id);
}

/** A statement once it was read. */
async function untilRead(world: World, id: string): Promise<Brought> {
  for (;;) {
    const { statement } = await world.ask<{ statement: Brought }>(`{ statement(id: "${id}") { ${fields} } }`);
    if (!under.has(statement.state)) return statement;
  }
}

const day = 86_400;
/** 2026-10-01, in seconds since 1970. */
export const firstOfOctober = 1_790_812_800;

/** An amount under a line item; null: ungrouped. */
interface Stated {
  readonly item: string | null;
  readonly value: string;
}

/** A page of costs from 2026-10-01 on, one bucket a day. */
export function costs(...days: readonly (readonly Stated[])[]): string {
  const bucket = (results: readonly Stated[], index: number) =>
    `{"start_time": ${firstOfOctober + index * day}, "end_time": ${firstOfOctober + (index + 1) * day}, "results": [${results.map(costOf).join(',\n')}]}`;
  return `{"object": "page", "data": [${days.map(bucket).join(',')}], "has_more": false}`;
}

function costOf({ item, value }: Stated): string {
  return `{"amount": {"value": ${value}, "currency": "usd"}, "line_item": ${JSON.stringify(item)}}`;
}

/** An amount of image output. */
export const image = (value: string) => ({ item: 'gpt-image-2, image output', value });
/** What a day comes to, ungrouped. */
export const control = (value: string) => ({ item: null, value });

/** What came in at an instant, by its kind, once all of it was read. */
export async function untilAllRead(
  world: World,
  { receivedAt, count }: { readonly receivedAt: string; readonly count: number },
): Promise<Readonly<Record<string, Brought>>> {
  for (;;) {
    const { statements } = await world.ask<{ statements: { edges: { node: Brought & { kind: string; receivedAt: string } }[] } }>(
      `{ statements(first: 20) { edges { node { kind receivedAt ${fields} } } } }`,
    );
    const found = statements.edges.map(({ node }) => node).filter((node) => node.receivedAt === receivedAt && !under.has(node.state));
    if (found.length === count) return Object.fromEntries(found.map((node) => [node.kind, node]));
  }
}
