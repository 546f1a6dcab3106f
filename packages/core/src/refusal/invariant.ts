/**
 * States what can never be otherwise. Throws when it is, because then our own code is wrong, not the caller's request.
 * Example: `invariant(total >= 0n, 'A charge is never negative.')`.
 */
export function invariant(condition: unknown, sentence: string): asserts condition {
  if (!condition) throw new Error(`Invariant broken: ${sentence}`);
}

/** Ends a branch over a closed union: a member that was forgotten fails to compile here, and throws if it arrives all the same. */
export function unreachable(value: never): never {
  throw new Error(`Invariant broken: ${String(value)} is no member of its union.`);
}
