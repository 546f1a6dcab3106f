/** Whether the sandbox bills a call before it misbehaves: its invoice says so, whatever the client was told. */
interface Misbehaviour {
  readonly billed: boolean;
  readonly meaning: string;
}

/** What it does wrong to a call, by the name it is asked for. A streamed call may be wronged in these ways too. */
export const callMisbehaviours = {
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
  'usage-undetailed': { billed: true, meaning: 'Usage that does not say which of its input tokens are text and which are images.' },
  'fewer-images': { billed: true, meaning: 'One image fewer than was asked for is made and billed.' },
  'url-reply': { billed: true, meaning: 'Images are named by an address, and do not come with the reply.' },
  'url-elsewhere': { billed: true, meaning: 'Images are named by an address inside somebody else’s network.' },
  'url-redirected': { billed: true, meaning: 'The address of an image sends its reader on to another one.' },
  'url-huge': { billed: true, meaning: 'At the address of an image lie 200 MB.' },
  'url-gone': { billed: true, meaning: 'At the address of an image lies nothing any more.' },
  'other-size': { billed: true, meaning: 'Another size than was asked for is made and billed.' },
  'other-quality': { billed: true, meaning: 'Another quality than was asked for is made and billed.' },
  'moderation-block': { billed: false, meaning: '400 moderation_blocked, and no bill.' },
  'moderation-block-billed': { billed: true, meaning: '400 moderation_blocked, after the call was billed.' },
  'repeated-request-id': { billed: true, meaning: 'The x-request-id of the call before.' },
} as const satisfies Readonly<Record<string, Misbehaviour>>;

/** What it does wrong to a call that is streamed. */
export const streamMisbehaviours = {
  'stream-cut': { billed: true, meaning: 'The connection ends after the first event, and the call is billed.' },
  'stream-cut-unbilled': { billed: false, meaning: 'The connection ends after the first event, and the call is not billed.' },
  'stream-unfinished': { billed: true, meaning: 'The stream ends in order, without its completed event.' },
  'stream-error': { billed: false, meaning: 'An error event after the first event, and no bill.' },
} as const satisfies Readonly<Record<string, Misbehaviour>>;

/** What it does wrong to a batch. */
const batchMisbehaviours = {
  'batch-reply-lost': { billed: true, meaning: 'The batch is taken and worked on, and the connection is reset before the reply.' },
  'batch-rejected': { billed: false, meaning: 'The batch fails as a whole, before any item of it is worked on.' },
  'batch-item-failed': { billed: false, meaning: 'The first item fails with a 500; it is not billed, and the others are.' },
  'batch-line-missing': { billed: true, meaning: 'The batch completes, and its first item is billed and has no line in any file.' },
  'batch-expired': {
    billed: false,
    meaning: 'The window passes with the last half of the items undone, at least one; these are not billed.',
  },
  'batch-cancelled': { billed: false, meaning: 'The provider cancels the batch before any item of it is worked on.' },
  'batch-stuck': { billed: false, meaning: 'The batch is in progress for ever.' },
} as const satisfies Readonly<Record<string, Misbehaviour>>;

/** Everything the sandbox does wrong on command. */
export const misbehaviours = { ...callMisbehaviours, ...streamMisbehaviours, ...batchMisbehaviours };

/** What a command can be done to. */
export type Target = 'call' | 'stream' | 'batch';

const targets = { call: [callMisbehaviours], stream: [callMisbehaviours, streamMisbehaviours], batch: [batchMisbehaviours] } as const;

/** Whether a misbehaviour can be done to a target: a streamed call can be wronged as any call can. */
export function fits(name: MisbehaviourName, target: Target): boolean {
  return targets[target].some((list) => Object.hasOwn(list, name));
}

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
