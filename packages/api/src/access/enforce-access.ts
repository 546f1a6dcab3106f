import { invariant } from '@halfpenny/core';
import { defaultFieldResolver, getNullableType, isUnionType } from 'graphql';
import type { GraphQLField, GraphQLFieldResolver, GraphQLObjectType, GraphQLSchema } from 'graphql';
import { shownRefusal } from '../platform/refusal.type.ts';
import { isOfFinance } from './access-log.ts';
import { AccessDenied } from './access-denied.ts';
import { accessMatrix, forbiddenSentence, mayCall } from './access-matrix.ts';
import type { RequestContext } from './request-context.ts';

type RootField = GraphQLField<unknown, RequestContext>;

/**
 * Puts the access matrix in front of every root field of a schema, so that no resolver checks, or forgets to check, by itself. Fails on a field
 * that has no line there. What is asked of finance is noted. A caller without the role gets a Refusal where the field can answer with one, else an error with the code FORBIDDEN.
 */
export function enforceAccess(schema: GraphQLSchema): GraphQLSchema {
  for (const [operation, field] of rootFields(schema)) {
    invariant(operation in accessMatrix, `${operation} has no line in the access matrix: say there which roles may call it.`);
    field.resolve = guarded(operation, field, field.resolve ?? defaultFieldResolver);
    if (field.subscribe !== undefined) field.subscribe = guarded(operation, field, field.subscribe);
  }
  return schema;
}

/** Every root field with its operation: `Query.budgets`. */
export function rootFields(schema: GraphQLSchema): readonly (readonly [operation: string, field: RootField])[] {
  const types = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  return types.filter((type) => type != null).flatMap(fieldsOf);
}

function fieldsOf(type: GraphQLObjectType): readonly (readonly [operation: string, field: RootField])[] {
  return Object.values(type.getFields()).map((field) => [`${type.name}.${field.name}`, field]);
}

type Resolver = GraphQLFieldResolver<unknown, RequestContext>;

function guarded(operation: string, field: RootField, resolve: Resolver): Resolver {
  const refuses = answersWithRefusal(field);
  const admit: Resolver = (source, args, context, info) => {
    if (mayCall(context.caller, operation)) return resolve(source, args, context, info);
    const message = forbiddenSentence(context.caller, operation);
    if (!refuses) throw new AccessDenied('FORBIDDEN', message);
    return shownRefusal({ code: 'forbidden', message, path: [], accepted: [...(accessMatrix[operation] ?? [])] });
  };
  if (!isOfFinance(operation)) return admit;
  return async (source, args, context, info) => {
    await context.noteAccess(context.caller, operation, args as object);
    return await admit(source, args, context, info);
  };
}

function answersWithRefusal(field: RootField): boolean {
  const type = getNullableType(field.type);
  return isUnionType(type) && type.getTypes().some(({ name }) => name === 'Refusal');
}
