import { GraphQLError } from 'graphql';
import { closingOf } from './checklist.ts';
import type { Closing } from './closing.ts';

/** Whose month, as a query asks for it. */
export interface MonthAsked extends Pick<Closing, 'workspaceId' | 'book'> {
  /** "2026-10". */
  readonly month: string;
}

/** A month that a query asks for. Throws a GraphQL error that says what a month is, for a query has no result union to refuse it in. */
export function askedMonth({ workspaceId, book, month }: MonthAsked): Closing {
  const closing = closingOf(workspaceId, book, month);
  if (closing.ok) return closing.value;
  throw new GraphQLError(closing.refusal.message, { extensions: { code: 'INVALID_MONTH', path: ['month'] } });
}
