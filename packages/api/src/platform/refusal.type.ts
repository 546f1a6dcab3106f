import { refusalCodes, type Refusal, type RefusalCode } from '@halfpenny/core';
import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { JsonScalar } from './scalars.ts';

/** The codes of core in GraphQL's spelling: `INVALID_SIZE` stands for `invalid-size`. Derived, so that the two never part. */
export const refusalCodeEnum: Readonly<Record<string, RefusalCode>> = Object.fromEntries(
  refusalCodes.map(({ code }) => [screamingCode(code), code]),
);

registerEnumType(refusalCodeEnum, {
  name: 'RefusalCode',
  description: 'Every reason to say "no", in order of precedence: of several, the first is shown first.',
  valuesConfig: Object.fromEntries(refusalCodes.map(({ code, description }) => [screamingCode(code), { description }])),
});

/** An expected "no" as GraphQL shows it. A member of each result union, never an error. */
@ObjectType('Refusal', { description: 'An expected "no": nothing was stored and nothing was spent.' })
export class RefusalType {
  @Field(() => refusalCodeEnum, { description: 'Why, as a code to branch on.' })
  readonly code!: RefusalCode;

  @Field(() => String, { description: 'Why, as a sentence that says what would be accepted.' })
  readonly message!: string;

  @Field(() => [String], { description: 'The way to the input field, from the argument on: ["input", "request", "size"].' })
  readonly path!: string[];

  @Field(() => [String], { description: 'Values that would be taken instead, nearest first: the nearest legal size, near model names.' })
  readonly accepted!: string[];

  @Field(() => JsonScalar, { nullable: true, description: 'Figures behind the sentence, where there are any.' })
  readonly details?: unknown;

  @Field(() => [RefusalType], { description: 'Further refusals of the same request, in order of precedence.' })
  readonly others!: RefusalType[];
}

/** A refusal of core → what GraphQL shows. An instance of its class, by which the result unions recognise it. */
export function shownRefusal(refusal: Refusal): RefusalType {
  return Object.assign(new RefusalType(), {
    code: refusal.code,
    message: refusal.message,
    path: [...refusal.path],
    accepted: [...refusal.accepted],
    ...(refusal.details === undefined ? {} : { details: asJson(refusal.details) }),
    others: (refusal.others ?? []).map(shownRefusal),
  });
}

/** `invalid-size` → `INVALID_SIZE`. */
function screamingCode(code: RefusalCode): string {
  return code.toUpperCase().replaceAll('-', '_');
}

/** Details hold whole numbers as bigint, which JSON lacks: they leave as text. */
function asJson(details: Readonly<Record<string, unknown>>): unknown {
  return JSON.parse(JSON.stringify(details, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value)));
}
