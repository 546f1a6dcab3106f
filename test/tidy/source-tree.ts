import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The folder that holds the whole project. */
export const repository = fileURLToPath(new URL('../../', import.meta.url));

/** A file of the project, its path relative to the repository, with forward slashes. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** Every file that git tracks or would track, as it is in the working tree; binary and generated files left out. */
export function sourceTree(): readonly SourceFile[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], {
    cwd: repository,
    encoding: 'utf8',
  });
  return listed
    .split('\0')
    .filter((path) => path !== '' && !/\.(png|jpe?g|webp|ico|woff2?|ttf)$|(^|\/)generated\//.test(path))
    .flatMap((path) => readIfPresent(path));
}

/** A file that another process removes between listing and reading is no finding of ours. */
function readIfPresent(path: string): readonly SourceFile[] {
  try {
    return [{ path, text: readFileSync(repository + path, 'utf8') }];
  } catch {
    return [];
  }
}
