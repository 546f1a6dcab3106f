import type { Answer } from '../answer-call.ts';
import type { Command } from './misbehaviours.ts';

type Reply = Answer['reply'];

/** The body that is sent: what is wrong with it is what the command says. */
export function alterReply(reply: Reply, command: Command | undefined): Reply {
  const usage = reply['usage'] as Reply | undefined;
  switch (command?.name) {
    case 'not-an-image':
      return { ...reply, data: [{ b64_json: Buffer.from('This is no image.').toString('base64') }] };
    case 'usage-missing':
      return Object.fromEntries(Object.entries(reply).filter(([name]) => name !== 'usage'));
    case 'usage-contradictory':
      return { ...reply, usage: { ...usage, total_tokens: 1 } };
    case 'usage-undetailed':
      return { ...reply, usage: { ...usage, input_tokens_details: undefined } };
    case 'usage-zero':
      return { ...reply, usage: { input_tokens: 0, output_tokens: 0, total_tokens: 0 } };
    default:
      return reply;
  }
}
