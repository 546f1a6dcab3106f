import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const admin = fileURLToPath(new URL('../..', import.meta.url));
const codegen = join(dirname(createRequire(import.meta.url).resolve('@graphql-codegen/cli/package.json')), 'esm/bin.js');

it('The committed types are those of the committed schema, so the pages ask for nothing the API lacks', async () => {
  const checked = promisify(execFile)(process.execPath, [codegen, '--config', 'codegen.ts', '--check'], { cwd: admin });
  await expect(checked).resolves.toMatchObject({ stderr: '' });
}, 60_000);
