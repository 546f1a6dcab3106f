import 'reflect-metadata';
import { formatDecimal, formatInstant, parseDecimal, parseInstant } from '@halfpenny/core';
import { GraphQLError, GraphQLScalarType, Kind, valueFromASTUntyped, type ValueNode } from 'graphql';

/** Exact decimal text. A number in JSON is refused, because it has already been through floating point; digits in the query text are exact. */
export const DecimalScalar = new GraphQLScalarType<string, string>({
  name: 'Decimal',
  description: 'An exact decimal as text, without exponent and without trailing zeros, of at most 12 decimals: "0.00397".',
  serialize: (value) => decimalText(typeof value === 'bigint' ? value.toString() : value),
  parseValue: decimalText,
  parseLiteral: (node) => decimalText(isDigits(node) ? node.value : undefined),
});

/** An instant as text, always in UTC when it leaves: `2026-10-23T00:00:00Z`. */
export const DateTimeScalar = new GraphQLScalarType<string, string>({
  name: 'DateTime',
  description: 'An instant, RFC 3339: taken with any zone, given in UTC. "2026-11-20T12:00:00Z".',
  serialize: (value) => instantText(value instanceof Date ? value.toISOString() : value),
  parseValue: instantText,
  parseLiteral: (node) => instantText(node.kind === Kind.STRING ? node.value : undefined),
});

/** A UTC day as text. */
export const DateScalar = new GraphQLScalarType<string, string>({
  name: 'Date',
  description: 'A UTC day: "2026-11-20".',
  serialize: dayText,
  parseValue: dayText,
  parseLiteral: (node) => dayText(node.kind === Kind.STRING ? node.value : undefined),
});

/** Anything JSON can say, passed through unchanged. */
export const JsonScalar = new GraphQLScalarType<unknown, unknown>({
  name: 'JSON',
  description: 'Any JSON value, passed on unchanged.',
  parseValue: (value) => value,
  parseLiteral: (node, variables) => valueFromASTUntyped(node, variables),
});

function isDigits(node: ValueNode): node is ValueNode & { readonly value: string } {
  return node.kind === Kind.STRING || node.kind === Kind.INT || node.kind === Kind.FLOAT;
}

function decimalText(value: unknown): string {
  if (typeof value !== 'string')
    throw new GraphQLError('A Decimal is text in quotes, such as "0.00397": a number has already lost its digits.');
  const parsed = parseDecimal(value);
  if (!parsed.ok) throw new GraphQLError(parsed.refusal.message);
  return formatDecimal(parsed.value);
}

function instantText(value: unknown): string {
  if (typeof value !== 'string' || !value.includes('T')) {
    throw new GraphQLError('A DateTime is RFC 3339 text with its zone, such as "2026-11-20T12:00:00Z".');
  }
  const parsed = parseInstant(value);
  if (!parsed.ok) throw new GraphQLError(parsed.refusal.message);
  // PostgreSQL, as people, counts no year 0.
  if (value.startsWith('0000')) throw new GraphQLError('A DateTime lies in the year 1 or later.');
  return formatInstant(parsed.value);
}

function dayText(value: unknown): string {
  if (typeof value !== 'string' || value.length !== 10 || !parseInstant(value).ok) {
    throw new GraphQLError('A Date is a UTC day, such as "2026-11-20".');
  }
  return value;
}
