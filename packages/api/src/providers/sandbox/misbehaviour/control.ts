import type { FastifyInstance, FastifyReply } from 'fastify';
import { playedProviders } from '../played-providers.ts';
import { badParameter, supportedValues } from '../wire-error.ts';
import type { WireError } from '../wire-error.ts';
import type { Commands, Standing } from './commands.ts';
import { isMisbehaviour, misbehaviourNames, misbehaviours } from './misbehaviours.ts';
import type { OwnPrice, OwnPrices } from './own-prices.ts';

/** What the control endpoint commands. */
export interface Controlled {
  readonly commands: Commands;
  readonly ownPrices: OwnPrices;
}

/**
 * The way to command misbehaviour: GET /control shows the list and what stands, POST /control adds a command, POST /control/price a
 * price, DELETE /control takes everything back.
 */
export function serveControl(app: FastifyInstance, controlled: Controlled): void {
  const { commands, ownPrices } = controlled;
  app.get('/control', () => ({ misbehaviours, standing: commands.standing, prices: ownPrices.all }));
  app.post('/control', (request, reply) => take(reply, readCommand(request.body), (command) => commands.add(command)));
  app.post('/control/price', (request, reply) => take(reply, readPrice(request.body), (price) => ownPrices.add(price)));
  app.delete('/control', (_request, reply) => {
    commands.clear();
    ownPrices.clear();
    return reply.code(204).send();
  });
}

function take<T extends object>(reply: FastifyReply, read: T | WireError, add: (value: T) => void): FastifyReply {
  if ('status' in read && 'error' in read) return reply.code(read.status).send({ error: read.error });
  add(read);
  return reply.code(201).send(read);
}

type Body = Readonly<Record<string, unknown>>;

function readCommand(body: unknown): Standing | WireError {
  const { misbehaviour: name, provider, times = 1, seconds } = (body ?? {}) as Body;
  if (!isMisbehaviour(name)) return badParameter('misbehaviour', supportedValues(misbehaviourNames));
  if (provider !== undefined && !isPlayed(provider)) return noSuchProvider();
  if (!isCount(times)) return badParameter('times', 'Expected how many calls it stands for: a whole number from 1 on.');
  if (seconds !== undefined && !isCount(seconds))
    return badParameter('seconds', 'Expected the seconds of Retry-After: a whole number from 1 on.');
  return { name, provider, times, seconds };
}

function readPrice(body: unknown): OwnPrice | WireError {
  const { provider, model, from, textIn, imageIn, imageOut, each } = (body ?? {}) as Body;
  if (!isPlayed(provider)) return noSuchProvider();
  if (typeof model !== 'string') return badParameter('model', 'Expected the exact name of a model.');
  if (typeof from !== 'string' || Number.isNaN(Date.parse(from)))
    return badParameter('from', 'Expected an instant, such as 2026-11-21T12:00:00Z.');
  if (isPrice(each)) return { provider, model, from, each };
  if (isPrice(textIn) && isPrice(imageOut))
    return { provider, model, from, textIn, imageIn: isPrice(imageIn) ? imageIn : undefined, imageOut };
  return badParameter(
    'each',
    'Expected "each", dollars an image, or "textIn" and "imageOut", dollars a million tokens with at most two decimals.',
  );
}

function isPlayed(provider: unknown): provider is string {
  return playedProviders.some(({ name }) => name === provider);
}

function noSuchProvider(): WireError {
  return badParameter('provider', supportedValues(playedProviders.map(({ name }) => name)));
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1;
}

function isPrice(value: unknown): value is string {
  return typeof value === 'string' && /^\d{1,6}(\.\d{1,2})?$/.test(value);
}
