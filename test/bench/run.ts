/**
 * `pnpm bench` measures and prints; `pnpm bench --write` puts what it measured into docs/PERFORMANCE.md; `--generations 100000` looks at memory
 * for as long as that takes; `--ledger-lines 10000000` asks finance questions of a ledger of that size, which takes minutes to load; `--only budget` measures one section of the service again, `--only spend` that of finance. What is measured is what is served: the built packages, loaded once they are built.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { buildStale } from '@halfpenny/local';
import { machineText } from './machine.ts';
import { sectionText } from './report.ts';
import type { Section } from './report.ts';

const repository = fileURLToPath(new URL('../../', import.meta.url));
const file = `${repository}docs/PERFORMANCE.md`;
const { values } = parseArgs({
  options: {
    write: { type: 'boolean' },
    generations: { type: 'string', default: '5000' },
    'ledger-lines': { type: 'string' },
    only: { type: 'string' },
  },
});

const ledgerLines = values['ledger-lines'];

await buildStale({ repository, env: process.env });
const { benchEngine } = await import('./engine.ts');
const { benchService } = await import('./service.ts');

const size = { generations: Number(values.generations) };
if (values.only !== undefined) {
  const { only } = values;
  const again = (section: Section): void => writeAgain({ ...section, method: `Measured again with \`--only ${only}\`. ${section.method}` });
  if (only === 'spend') again(await benchSpend(Number(ledgerLines ?? 1_000_000)));
  else await benchService(again, { ...size, only });
  process.exit();
}

async function benchSpend(lines: number): Promise<Section> {
  const { benchLedger } = await import('./ledger.ts');
  return await benchLedger(lines);
}

/** Tells one section, and puts it in the place of the one of its title. */
function writeAgain(section: Section): void {
  const text = sectionText(section);
  process.stdout.write(`${text}\n`);
  if (!values.write) return;
  const written = readFileSync(file, 'utf8').split(/\n(?=## )/);
  const isOld = (part: string): boolean => part.startsWith(`## ${section.title}\n`);
  const sections = written.some(isOld) ? written.map((part) => (isOld(part) ? `${text}\n` : part)) : [...written, `${text}\n`];
  writeFileSync(file, sections.join('\n'));
}

const parts: string[] = [];
const tell = (text: string): void => {
  parts.push(text);
  process.stdout.write(`${text}\n\n`);
};
const tellAll = (sections: readonly Section[]): void => sections.forEach((section) => tell(sectionText(section)));

tell('# Performance');
tell(
  `Written by \`npx pnpm@12 bench --write --generations ${values.generations}${ledgerLines === undefined ? '' : ` --ledger-lines ${ledgerLines}`}\`. Ratios are between figures of one run on one machine: ${machineText()}.`,
);
tellAll(await benchEngine());
await benchService((section) => tell(sectionText(section)), size);
if (ledgerLines !== undefined) tell(sectionText(await benchSpend(Number(ledgerLines))));
if (values.write) writeFileSync(file, `${parts.join('\n\n')}\n`);
