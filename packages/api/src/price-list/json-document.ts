import { accepted, refused, type Outcome } from '@halfpenny/core';
import { parse, type ValueNode } from '@humanwhocodes/momoa';
import type { Place } from './price-list.ts';

/** A value of a JSON text that knows where it stands, and of a number the digits as they were written. */
export interface Located {
  readonly place: Place;
  readonly value: string | boolean | null | NumberText | readonly Located[] | ReadonlyMap<string, Located>;
}

/** A number that nobody rounded yet. */
export class NumberText {
  constructor(readonly text: string) {}
}

/**
 * Reads JSON with its places. Refuses what is no JSON (comments and trailing commas included), at its line and column; a name given twice in one object, since
 * only one of the two could be meant; and what is nested deeper than any price list.
 */
export function readJson(text: string): Outcome<Located> {
  try {
    const source = text.startsWith('\uFEFF') ? text.slice(1) : text;
    return accepted(located(parse(source, { mode: 'json', ranges: true }).body, { source, at: '' }));
  } catch (cause) {
    if (cause instanceof NamedTwice) return refused({ code: 'invalid-price-list', message: cause.message });
    if (cause instanceof RangeError)
      return refused({ code: 'invalid-price-list', message: 'The JSON is nested deeper than any price list.' });
    const reason = cause instanceof Error ? cause.message : String(cause);
    return refused({ code: 'invalid-price-list', message: `The text is no JSON: ${reason}` });
  }
}

/** The members of an object; undefined of anything else. */
export function membersOf({ value }: Located): ReadonlyMap<string, Located> | undefined {
  return value instanceof Map ? (value as ReadonlyMap<string, Located>) : undefined;
}

/** The elements of a list; undefined of anything else. */
export function itemsOf({ value }: Located): readonly Located[] | undefined {
  return Array.isArray(value) ? (value as readonly Located[]) : undefined;
}

/** A member that is text; undefined where there is none. */
export function textOf(members: ReadonlyMap<string, Located>, name: string): string | undefined {
  const value = members.get(name)?.value;
  return typeof value === 'string' ? value : undefined;
}

/** The value as plain JavaScript. Whole numbers are numbers; any other number is the text it was: exact for a price, and refused where units are asked for. */
export function plainValue({ value }: Located): unknown {
  if (value instanceof NumberText) return /^-?\d{1,16}$/.test(value.text) ? Number(value.text) : value.text;
  if (value instanceof Map)
    return Object.fromEntries([...(value as ReadonlyMap<string, Located>)].map(([name, each]) => [name, plainValue(each)]));
  return Array.isArray(value) ? (value as readonly Located[]).map(plainValue) : value;
}

interface Reading {
  readonly source: string;
  readonly at: string;
}

function located(node: ValueNode, reading: Reading): Located {
  const { line, column } = node.loc.start;
  const place = { line, column, at: reading.at };
  switch (node.type) {
    case 'Object':
      return { place, value: membersRead(node, reading) };
    case 'Array':
      return { place, value: node.elements.map(({ value }, index) => located(value, { ...reading, at: `${reading.at}[${index}]` })) };
    case 'Number':
      return { place, value: new NumberText(reading.source.slice(...(node.range ?? [0, 0]))) };
    case 'String':
    case 'Boolean':
      return { place, value: node.value };
    default:
      return { place, value: null };
  }
}

function membersRead(node: Extract<ValueNode, { type: 'Object' }>, { source, at }: Reading): ReadonlyMap<string, Located> {
  const members = new Map<string, Located>();
  for (const { name, value, loc } of node.members) {
    const key = name.type === 'String' ? name.value : name.name;
    if (members.has(key)) throw new NamedTwice(`${JSON.stringify(key)} stands twice in one object, again in line ${loc.start.line}.`);
    members.set(key, located(value, { source, at: at === '' ? key : `${at}.${key}` }));
  }
  return members;
}

class NamedTwice extends Error {}
