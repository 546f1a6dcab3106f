/** Statements of providers, brought to a service over HTTP. */
import type { World } from './service.ts';

/** What became of a file that was brought. */
export interface Brought {
  readonly id: string;
  readonly state: string;
  readonly version: number | null;
  readonly refusal: string | null;
}

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
    if (statement.state !== 'RECEIVED' && statement.state !== 'READING') return statement;
  }
}
