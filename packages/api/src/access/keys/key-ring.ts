import { eq, sql } from 'drizzle-orm';
import { timingSafeEqual } from 'node:crypto';
import type { Clock, Stopwatch } from '../../platform/clock.ts';
import { asSystem, type Database } from '../../platform/database.ts';
import type { Caller } from '../caller.ts';
import { apiKeyTable, type ApiKeyRow } from './api-key.table.ts';
import { digestOf, prefixOf } from './key-text.ts';

/** What checking keys needs from the outside. */
export interface KeyRingParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly stopwatch: Stopwatch;
}

interface HeldKey {
  readonly digest: Buffer;
  readonly caller: Caller;
  /** Milliseconds since 1970; Infinity: it never expires. */
  readonly expiresAt: number;
  /** When its use was last written down, in milliseconds since 1970. */
  notedAt: number;
}

/** From this age on, what is remembered is confirmed while it is still used; from the next on, before it is used. In milliseconds. */
const confirmedAfter = 250;
const distrustedAfter = 500;
const noteUseEvery = 10 * 60 * 1000;

/**
 * Checks API keys, in memory once they are known. No key is trusted unless the database said, within the last half second, that none was
 * revoked since: so a revocation reaches every process within a second whatever is lost on the way, and where the database cannot be asked,
 * nothing is let in. (Why no notification: docs/decisions/0010-revocations-are-asked-for.md.)
 */
export class KeyRing {
  readonly #parts: KeyRingParts;
  readonly #held = new Map<string, HeldKey>();
  #revocations = '';
  #confirmedAt = Number.NEGATIVE_INFINITY;
  #confirming: Promise<void> | undefined;

  constructor(parts: KeyRingParts) {
    this.#parts = parts;
  }

  /** Who shows the key. Undefined: it is none of ours, or wrong, revoked or expired. It takes equally long for every wrong secret. */
  async callerOf(shown: string): Promise<Caller | undefined> {
    const prefix = prefixOf(shown);
    if (prefix === undefined) return undefined;
    const age = this.#parts.stopwatch() - this.#confirmedAt;
    if (age >= distrustedAfter) await this.#confirm();
    else if (age >= confirmedAfter) this.#confirm().catch(ignored);
    const held = this.#held.get(prefix) ?? (await this.#read(prefix));
    if (held === undefined || !timingSafeEqual(digestOf(shown), held.digest)) return undefined;
    const now = this.#parts.clock().getTime();
    if (now >= held.expiresAt) return undefined;
    if (now - held.notedAt >= noteUseEvery) await this.#noteUse(held, now);
    return held.caller;
  }

  /** Forgets every key: whoever shows one is looked up again. */
  forget(): void {
    this.#held.clear();
  }

  #confirm(): Promise<void> {
    this.#confirming ??= this.#askForRevocations().finally(() => {
      this.#confirming = undefined;
    });
    return this.#confirming;
  }

  async #askForRevocations(): Promise<void> {
    const askedAt = this.#parts.stopwatch();
    const { rows } = await this.#parts.database.execute<{ revocations: string }>(sql`SELECT revocations FROM revocation_count`);
    const revocations = rows[0]?.revocations ?? '';
    if (revocations !== this.#revocations) this.forget();
    this.#revocations = revocations;
    this.#confirmedAt = askedAt;
  }

  /** Keeps what it read, unless a revocation was heard of meanwhile: it may be of this very key. */
  async #read(prefix: string): Promise<HeldKey | undefined> {
    const before = this.#revocations;
    const [row] = await asSystem(this.#parts.database, (tx) => tx.select().from(apiKeyTable).where(eq(apiKeyTable.prefix, prefix)));
    if (row === undefined || row.revokedAt !== null) return undefined;
    const held = heldKey(row);
    if (before === this.#revocations) this.#held.set(prefix, held);
    return held;
  }

  /** A use that cannot be written down is no reason to turn a caller away. */
  async #noteUse(held: HeldKey, now: number): Promise<void> {
    held.notedAt = now;
    const { apiKeyId } = held.caller;
    const at = new Date(now);
    await asSystem(this.#parts.database, (tx) =>
      tx
        .update(apiKeyTable)
        .set({ lastUsedAt: sql`greatest(last_used_at, ${at.toISOString()}::timestamptz)` })
        .where(eq(apiKeyTable.id, apiKeyId ?? '')),
    ).catch(ignored);
  }
}

function heldKey(row: ApiKeyRow): HeldKey {
  const { workspaceId, id: apiKeyId, holder: keyHolder, name } = row;
  const caller = { workspaceId, roles: new Set(row.roles), apiKeyId, keyHolder, personId: null, name };
  const expiresAt = row.expiresAt?.getTime() ?? Number.POSITIVE_INFINITY;
  return { digest: row.secretSha256, caller, expiresAt, notedAt: row.lastUsedAt?.getTime() ?? 0 };
}

function ignored(): void {
  // Whoever comes next asks again, and waits for the answer.
}
