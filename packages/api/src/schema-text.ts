import { lexicographicSortSchema, printSchema } from 'graphql';
import { serviceSchema } from './schema.ts';

/** The schema as text, its types and fields in the order of the alphabet, so that a golden of it changes only where the schema does. */
export async function printServiceSchema(): Promise<string> {
  return `${printSchema(lexicographicSortSchema(await serviceSchema()))}\n`;
}
