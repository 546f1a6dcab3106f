import { Field, Int, ObjectType, type ClassType } from 'type-graphql';
import { askedPage, cursorOf, PageInfoType } from './page.type.ts';

/** A page of nodes, with how many all pages have. */
export interface Connection<Node> {
  readonly edges: readonly { readonly cursor: string; readonly node: Node }[];
  readonly pageInfo: PageInfoType;
  readonly totalCount: number;
}

/** The GraphQL type of a page of nodes: `Waste` → `WasteConnection` with its `WasteEdge`. */
export function connectionType<Node extends object>(NodeType: ClassType<Node>, name: string): ClassType<Connection<Node>> {
  @ObjectType(`${name}Edge`, { description: 'One of a list.' })
  class Edge {
    @Field(() => String, { description: 'What to ask for as `after` to go on behind this one.' })
    readonly cursor!: string;

    @Field(() => NodeType, { description: 'What the list is of.' })
    readonly node!: Node;
  }

  @ObjectType(`${name}Connection`, { description: 'A page of a list.' })
  class Page implements Connection<Node> {
    @Field(() => [Edge], { description: 'Those of this page.' })
    readonly edges!: readonly Edge[];

    @Field(() => PageInfoType, { description: 'Where this page stands.' })
    readonly pageInfo!: PageInfoType;

    @Field(() => Int, { description: 'How many all pages have.' })
    readonly totalCount!: number;
  }
  return Page;
}

/** What a list that is summed as a whole is asked for by. */
export interface AskedPart<Row> {
  readonly first: number;
  readonly after: string | null | undefined;
  /** What a row is known by among the others, whatever is asked next. */
  readonly nameOf: (row: Row) => string;
}

const rowsMost = 1_000;

/** Rows in their order → the page that is asked for, of which `show` makes nodes. Throws a GraphQL error where the page cannot be meant. */
export async function pageOf<Row, Node>(
  rows: readonly Row[],
  { first, after, nameOf }: AskedPart<Row>,
  show: (rows: readonly Row[]) => Promise<readonly Node[]> | readonly Node[],
): Promise<Connection<Node>> {
  const place = (name: string): number => rows.findIndex((row) => nameOf(row) === name);
  const page = askedPage(first, after, (name) => place(name) >= 0, rowsMost);
  const begin = page.after === undefined ? 0 : place(page.after) + 1;
  const shown = rows.slice(begin, begin + page.first);
  const nodes = await show(shown);
  const edges = shown.flatMap((row, index) => {
    const node = nodes[index];
    return node === undefined ? [] : [{ cursor: cursorOf(nameOf(row)), node }];
  });
  const pageInfo = { hasNextPage: begin + shown.length < rows.length, endCursor: edges.at(-1)?.cursor ?? null };
  return { edges, pageInfo, totalCount: rows.length };
}
