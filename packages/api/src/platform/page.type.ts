import { GraphQLError } from 'graphql';
import { Field, ObjectType } from 'type-graphql';
import { isId } from './identifiers.ts';

const pageSizeMost = 200;

/** Where a page stands among others. */
@ObjectType('PageInfo', { description: 'Where a page stands among the others.' })
export class PageInfoType {
  @Field(() => Boolean, { description: 'Whether anything follows this page.' })
  readonly hasNextPage!: boolean;

  @Field(() => String, { nullable: true, description: 'What to ask for as `after` to get the next page; absent on an empty page.' })
  readonly endCursor!: string | null;
}

/** A page as it is asked for: how many, and after which row. */
export interface Page {
  readonly first: number;
  /** The part of the cursor that names the last row seen. */
  readonly after: string | undefined;
}

/** `first` and `after` as a caller gave them → a page. Throws a GraphQL error that says what is accepted, for a list has no result union. */
export function askedPage(
  first: number,
  after: string | null | undefined,
  isKey: (text: string) => boolean = isId,
  most = pageSizeMost,
): Page {
  if (first < 1 || first > most) throw noPage(`A page has from 1 to ${most} rows, not ${first}.`, 'first');
  if (after == null) return { first, after: undefined };
  const key = Buffer.from(after, 'base64url').toString('utf8');
  if (!isKey(key)) throw noPage('A cursor is the endCursor of the page before, unchanged.', 'after');
  return { first, after: key };
}

/** The cursor of a row, opaque to callers. */
export function cursorOf(key: string): string {
  return Buffer.from(key, 'utf8').toString('base64url');
}

function noPage(message: string, argument: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'INVALID_PAGE', path: [argument] } });
}
