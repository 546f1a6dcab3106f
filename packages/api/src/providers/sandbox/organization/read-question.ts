import type { FastifyRequest } from 'fastify';
import { badParameter } from '../wire-error.ts';
import type { WireError } from '../wire-error.ts';

/** Which buckets are asked for, and what their results are grouped by. Seconds since 1970; half-open. */
export interface Question {
  readonly start: number;
  readonly end: number;
  readonly width: number;
  readonly groupBy: readonly string[];
  /** The first instant of the page. */
  readonly from: number;
  /** How many buckets a page has. */
  readonly limit: number;
}

/** What an endpoint can be asked: how wide buckets may be, how many a page has unless it is said and at most, and what it groups by. */
export interface Askable {
  readonly widths: Readonly<Record<string, { readonly seconds: number; readonly usual: number; readonly most: number }>>;
  readonly groups: readonly string[];
}

type Asked = Readonly<Record<string, unknown>>;

/** The question of a request, or what is wrong with it. `now` ends a span that nobody ended. */
export function readQuestion({ query }: FastifyRequest, { widths, groups }: Askable, now: Date): Question | WireError {
  const asked = query as Asked;
  const start = secondsOf(asked['start_time']);
  if (start === undefined) return badParameter('start_time', "Missing or invalid 'start_time': expected whole seconds since 1970.");
  const end = asked['end_time'] === undefined ? Math.ceil(now.getTime() / 1000) : secondsOf(asked['end_time']);
  if (end === undefined || end <= start) return badParameter('end_time', "Invalid 'end_time': expected seconds after 'start_time'.");
  const name = textOf(asked['bucket_width']) ?? '1d';
  const width = widths[name];
  if (width === undefined)
    return badParameter('bucket_width', `Invalid 'bucket_width': expected one of ${Object.keys(widths).join(', ')}.`);
  const groupBy = [asked['group_by'], asked['group_by[]']].flat().filter((each) => typeof each === 'string');
  const strange = groupBy.find((each) => !groups.includes(each));
  if (strange !== undefined) return badParameter('group_by', `Cannot group by '${strange}'.`);
  const limit = asked['limit'] === undefined ? width.usual : secondsOf(asked['limit']);
  if (limit === undefined || limit < 1 || limit > width.most) return badParameter('limit', `Expected a 'limit' from 1 to ${width.most}.`);
  const first = start - (start % width.seconds);
  const from = asked['page'] === undefined ? first : secondsOf(textOf(asked['page'])?.replace(/^page_/, ''));
  if (from === undefined || from < first) return badParameter('page', "Invalid 'page': expected the 'next_page' of the page before.");
  return { start: first, end, width: width.seconds, groupBy, from, limit };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function secondsOf(value: unknown): number | undefined {
  const text = textOf(value) ?? '';
  return /^\d{1,11}$/.test(text) ? Number(text) : undefined;
}
