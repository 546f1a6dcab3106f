/** Whether the sandbox bills a call before it misbehaves: its invoice says so, whatever the client was told. */
interface Misbehaviour {
  readonly billed: boolean;
  readonly meaning: string;
}

/** Everything the sandbox does wrong on command, by the name it is asked for. */
export const misbehaviours = {
  'rate-limited': { billed: false, meaning: '429 with Retry-After.' },
  'server-error': { billed: false, meaning: '500 before the call is billed.' },
  'server-error-billed': { billed: true, meaning: '500 after the call was billed.' },
  unavailable: { billed: false, meaning: '503 before anything is done; Retry-After where seconds are given.' },
  'wrong-key': { billed: false, meaning: '401: the key is not known.' },
  silent: { billed: false, meaning: 'No answer, ever, and no bill.' },
  'silent-billed': { billed: true, meaning: 'No answer, ever, after the call was billed.' },
  reset: { billed: true, meaning: 'The connection is reset in the middle of the reply.' },
  'slow-loris': { billed: true, meaning: 'The reply comes a byte a second.' },
  'huge-reply': { billed: true, meaning: 'A reply of 200 MB.' },
  'invalid-json': { billed: true, meaning: 'A reply that ends in the middle of its JSON.' },
  'not-an-image': { billed: true, meaning: 'Bytes that are no image.' },
  'usage-missing': { billed: true, meaning: 'A reply without usage.' },
  'usage-contradictory': { billed: true, meaning: 'Usage whose parts do not add up.' },
  'usage-zero': { billed: true, meaning: 'Usage that says nothing was used.' },
  'other-size': { billed: true, meaning: 'Another size than was asked for is made and billed.' },
  'other-quality': { billed: true, meaning: 'Another quality than was asked for is made and billed.' },
  'moderation-block': { billed: false, meaning: '400 moderation_blocked, and no bill.' },
  'moderation-block-billed': { billed: true, meaning: '400 moderation_blocked, after the call was billed.' },
  'repeated-request-id': { billed: true, meaning: 'The x-request-id of the call before.' },
} as const satisfies Readonly<Record<string, Misbehaviour>>;

/** The name of a misbehaviour. */
export type MisbehaviourName = keyof typeof misbehaviours;

/** Every name, in the order of the list. */
export const misbehaviourNames = Object.keys(misbehaviours) as readonly MisbehaviourName[];

/** One of the list, to be done to a call. `seconds` is the Retry-After of those that send one. */
export interface Command {
  readonly name: MisbehaviourName;
  readonly seconds?: number | undefined;
}

/** Whether a text names one of the list. */
export function isMisbehaviour(name: unknown): name is MisbehaviourName {
  return typeof name === 'string' && Object.hasOwn(misbehaviours, name);
}
