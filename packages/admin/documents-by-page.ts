import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const generated = fileURLToPath(new URL('src/generated/graphql.ts', import.meta.url));
const imports = /import\s*\{([^}]*)\}\s*from\s*["'][^"']*\/generated\/graphql\.ts["'];?/g;
const prefix = '\0document:';

/**
 * Gives each page the GraphQL documents it sends, and those of no other page. They are all generated into one file, which would else be one script that
 * every page loads first: in the build each import of a document becomes that of a module with this one document.
 */
export function documentsByPage(): Plugin {
  return {
    name: 'documents-by-page',
    apply: 'build',
    enforce: 'post',
    transform(code) {
      if (!code.includes('/generated/graphql.ts')) return undefined;
      return { code: code.replace(imports, (_whole, names: string) => oneByOne(names)), map: null };
    },
    resolveId: (id) => (id.startsWith('document:') ? `\0${id}` : undefined),
    async load(id) {
      return id.startsWith(prefix) ? documentNamed(id.slice(prefix.length), await readFile(generated, 'utf8')) : undefined;
    },
  };
}

/** The names that are imported, each from a module of its own. */
function oneByOne(names: string): string {
  return names
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '')
    .map((each) => `import { ${each} } from "document:${each.split(' ')[0]}";`)
    .join('\n');
}

/** The module of one document, taken from the generated file, where it is one line. */
function documentNamed(name: string, source: string): string {
  const line = new RegExp(`^export const ${name} = (\\{.*\\}) as unknown as DocumentNode`, 'm').exec(source);
  if (line === null) throw new Error(`The generated documents have no ${name}.`);
  return `export const ${name} = ${line[1]};`;
}
