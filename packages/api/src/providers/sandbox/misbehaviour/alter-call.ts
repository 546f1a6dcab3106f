import type { AcceptedCall } from '../check-call.ts';
import type { Command } from './misbehaviours.ts';

/** The call as it is answered and billed: another size or quality than was asked for, where the command says so. */
export function alterCall(call: AcceptedCall, command: Command | undefined): AcceptedCall {
  if (command?.name === 'other-size') return { ...call, size: call.size === '1536x1024' ? '1024x1024' : '1536x1024' };
  if (command?.name === 'other-quality') return { ...call, quality: call.quality === 'low' ? 'medium' : 'low' };
  if (command?.name === 'fewer-images') return { ...call, n: Math.max(1, call.n - 1) };
  if (command?.name.startsWith('url-') === true) return { ...call, byUrl: true };
  return call;
}
