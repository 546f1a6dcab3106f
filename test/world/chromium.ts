/**
 * A real Chromium for tests, from the npm package that carries one with its libraries and fonts: no system install.
 *
 * It is unpacked once a version, under a name nobody else uses, and renamed when whole: two runs at once neither
 * write to a file the other runs nor see half of one. `CHROMIUM_PATH` names another browser instead. It can resolve
 * no name but localhost, so a page that asks another host for something gets an error and not an answer.
 */
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { makeOnce } from '@halfpenny/local';
import { chromium, type Browser } from 'playwright-core';

const repository = fileURLToPath(new URL('../..', import.meta.url));

/** Launches the browser. The caller closes it. */
export async function launchChromium(): Promise<Browser> {
  const { CHROMIUM_PATH } = process.env;
  if (CHROMIUM_PATH) return chromium.launch({ executablePath: CHROMIUM_PATH, args: flags });
  const folder = await unpackedOnce();
  const env = { ...process.env, LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'), FONTCONFIG_PATH: join(folder, 'fonts') };
  return chromium.launch({ executablePath: join(folder, 'chromium'), args: flags, env });
}

const flags = [
  // Root, whom CI often runs as, cannot have Chromium's sandbox; the pages it opens here are our own.
  '--no-sandbox',
  '--disable-dev-shm-usage',
  '--font-render-hinting=none',
  '--disable-domain-reliability',
  '--no-pings',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
];

async function unpackedOnce(): Promise<string> {
  const manifest = await readFile(join(repository, 'test/node_modules/@sparticuz/chromium/package.json'), 'utf8');
  const { version } = JSON.parse(manifest) as { version: string };
  const whole = join(repository, '.cache', `chromium-${version}`);
  await makeOnce(whole, async (part) => {
    await unpackInto(part);
    await nameFontFolder(part, join(whole, 'fonts'));
  });
  return whole;
}

/** The package unpacks into the temporary folder it is told of, its libraries only where it believes itself on Amazon's machines. */
async function unpackInto(folder: string): Promise<void> {
  const env = { ...process.env, TMPDIR: folder, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' };
  const program = "const { default: chromium } = await import('@sparticuz/chromium'); await chromium.executablePath();";
  await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program], { cwd: join(repository, 'test'), env });
}

/** The font settings that come with the package name fixed folders; they are told of ours, so a machine without fonts still shows text. */
async function nameFontFolder(part: string, fonts: string): Promise<void> {
  const file = join(part, 'fonts', 'fonts.conf');
  const settings = await readFile(file, 'utf8');
  await writeFile(file, settings.replace('/tmp/fonts', fonts).replace('/tmp/fonts-cache/', `${fonts}-cache/`));
}
