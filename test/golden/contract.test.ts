import {
  buildSchema,
  DangerousChangeType,
  findBreakingChanges,
  findDangerousChanges,
  isInputObjectType,
  isIntrospectionType,
} from 'graphql';
import type { GraphQLSchema } from 'graphql';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { repository } from '../tidy/source-tree.ts';

const read = (path: string): GraphQLSchema => buildSchema(readFileSync(repository + path, 'utf8'));
const contract = read('test/golden/contract.graphql');
const emitted = read('packages/api/schema.graphql');

/** Default values of input fields, which a comparison of schemas passes over. */
function inputDefaults(schema: GraphQLSchema): Record<string, unknown> {
  const inputs = Object.values(schema.getTypeMap()).filter(isInputObjectType);
  const fields = inputs.flatMap((type) =>
    Object.values(type.getFields()).map((field) => [`${type.name}.${field.name}`, field.defaultValue] as const),
  );
  return Object.fromEntries(fields.filter(([, value]) => value !== undefined));
}

describe('The emitted schema', () => {
  it('has every type, field and argument of the contract, with its nullability', () => {
    expect(findBreakingChanges(contract, emitted)).toEqual([]);
  });

  it('keeps the defaults of the contract', () => {
    const changed = findDangerousChanges(contract, emitted).filter(
      (change) => change.type === DangerousChangeType.ARG_DEFAULT_VALUE_CHANGE,
    );
    expect(changed).toEqual([]);
    expect(inputDefaults(emitted)).toMatchObject(inputDefaults(contract));
  });

  it('describes each of its types and fields in a sentence', () => {
    const ours = Object.values(emitted.getTypeMap()).filter((type) => !isIntrospectionType(type) && type.astNode);
    const parts = ours.flatMap((type) => {
      const fields = 'getFields' in type ? Object.values(type.getFields()) : [];
      const values = 'getValues' in type ? type.getValues() : [];
      const members = [...fields, ...values].map(({ name, description }) => ({ name: `${type.name}.${name}`, description }));
      return [{ name: type.name, description: type.description }, ...members];
    });
    expect(parts.filter(({ description }) => !description?.trim().endsWith('.')).map(({ name }) => name)).toEqual([]);
  });

  it('would be caught without a field, or with another default', () => {
    const without = buildSchema(readFileSync(`${repository}test/golden/contract.graphql`, 'utf8').replace('priceEntry: PriceEntry!', ''));
    expect(findBreakingChanges(contract, without)).toHaveLength(1);
    const other = buildSchema(readFileSync(`${repository}test/golden/contract.graphql`, 'utf8').replace('n: Int! = 1', 'n: Int! = 2'));
    expect(inputDefaults(other)).not.toMatchObject(inputDefaults(contract));
  });
});
