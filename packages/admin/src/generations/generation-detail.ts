import type { GenerationDetailQuery } from '../generated/graphql.ts';

/** A generation as its panel shows it. */
export type GenerationDetail = NonNullable<GenerationDetailQuery['generation']>;
