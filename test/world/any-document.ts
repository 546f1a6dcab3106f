/** A document for any root field of the schema: arguments that are of the right type, and every field of the answer down to some depth. */
import {
  buildSchema,
  getNamedType,
  getNullableType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
  isUnionType,
} from 'graphql';
import type { GraphQLField, GraphQLInputType, GraphQLNamedType, GraphQLObjectType } from 'graphql';
import { readFileSync } from 'node:fs';

const schema = buildSchema(readFileSync(new URL('../../packages/api/schema.graphql', import.meta.url), 'utf8'));
const depthMost = 4;

/** A value for an argument that is an id or text; undefined: any will do. */
type Filling = (argument: string) => string | undefined;

/** One operation of the schema: `Query.budgets`. */
export interface AnyOperation {
  readonly name: string;
  /** The document, with its arguments in it. */
  document(filling?: Filling): string;
}

/** Every query and mutation there is. */
export function everyOperation(): readonly AnyOperation[] {
  const types = [schema.getQueryType(), schema.getMutationType()].filter((type) => type != null);
  return types.flatMap((type) =>
    Object.values(type.getFields()).map((field) => ({
      name: `${type.name}.${field.name}`,
      document: (filling: Filling = () => undefined) => documentOf(type, field, filling),
    })),
  );
}

function documentOf(type: GraphQLObjectType, field: GraphQLField<unknown, unknown>, filling: Filling): string {
  const given = field.args.filter((argument) => isRequiredArgument(argument) || filling(argument.name) !== undefined);
  const values = given.map(({ name, type: wanted }) => `${name}: ${valueOf(wanted, { name, filling })}`);
  const call = values.length === 0 ? field.name : `${field.name}(${values.join(', ')})`;
  return `${type.name.toLowerCase()} { ${call} ${selection(getNamedType(field.type), depthMost)} }`;
}

interface Wanted {
  readonly name: string;
  readonly filling: Filling;
}

const scalars: Readonly<Record<string, string>> = {
  Int: '1',
  Float: '1',
  Boolean: 'true',
  Decimal: '"1"',
  DateTime: '"2026-12-20T12:00:00Z"',
  Date: '"2026-11-20"',
  JSON: '{}',
};

function valueOf(type: GraphQLInputType, { name, filling }: Wanted): string {
  const plain = getNullableType(type);
  if (isListType(plain)) return `[${valueOf(plain.ofType, { name, filling })}]`;
  if (isEnumType(plain)) return plain.getValues()[0]?.name ?? '';
  if (!isInputObjectType(plain)) return scalars[String(plain)] ?? JSON.stringify(filling(name) ?? 'any');
  const fields = Object.values(plain.getFields()).filter((field) => isRequiredInputField(field) || filling(field.name) !== undefined);
  return `{ ${fields.map((field) => `${field.name}: ${valueOf(field.type, { name: field.name, filling })}`).join(', ')} }`;
}

function selection(type: GraphQLNamedType, depth: number): string {
  if (isUnionType(type)) {
    const members = type
      .getTypes()
      .map((member, place) => `... on ${member.name} ${fieldsOf(member, depth, place === 0 ? '' : member.name)}`);
    return `{ __typename ${members.join(' ')} }`;
  }
  return isObjectType(type) ? fieldsOf(type, depth, '') : '';
}

/** Fields of one name may stand in several members of a union, each of another type: an alias keeps those of the later ones apart. */
function fieldsOf(type: GraphQLObjectType, depth: number, member: string): string {
  const all = Object.values(type.getFields());
  const shown = all.filter((field) => !field.args.some(isRequiredArgument) && (depth > 1 || !isCompositeType(getNamedType(field.type))));
  const lines = shown.map(({ name, type: wanted }) => {
    const alias = member === '' ? '' : `${member}_${name}: `;
    return `${alias}${name} ${selection(getNamedType(wanted), depth - 1)}`;
  });
  return `{ __typename ${lines.join(' ')} }`;
}
