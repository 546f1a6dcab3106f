/** Writes the golden of the schema, packages/api/schema.graphql: run `pnpm --filter @halfpenny/api run schema` after a change and read the difference. */
import { writeFile } from 'node:fs/promises';
import { printServiceSchema } from './schema-text.ts';

await writeFile(new URL('../schema.graphql', import.meta.url), await printServiceSchema());
