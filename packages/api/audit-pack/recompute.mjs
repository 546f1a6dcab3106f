/**
 * Computes every total of an audit pack anew, from its files alone: node recompute.mjs [folder of the pack]
 * It needs Node 20 or later and nothing else. It ends with 0 where all agrees, and with 1 after a line for each thing that does not.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.argv[2] ?? '.';
/** @type {string[]} */
const wrong = [];
let checked = 0;
const holds = (is, sentence) => {
  checked += 1;
  if (!is) wrong.push(sentence);
};
const bytesOf = (name) => readFileSync(join(folder, name));
const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');
const json = (name) => JSON.parse(bytesOf(name).toString('utf8'));

/** Exact decimals as whole numbers of 10^-12: nothing here is ever a float. */
const pico = (text) => {
  const [, sign, whole, fraction = ''] = /^(-?)(\d+)(?:\.(\d{1,12}))?$/.exec(text) ?? [];
  if (whole === undefined) throw new Error(`"${text}" is no exact decimal of at most 12 places.`);
  const value = BigInt(whole) * 10n ** 12n + BigInt(fraction.padEnd(12, '0'));
  return sign === '-' ? -value : value;
};

/**
 * Rows of a CSV by the names in its first line.
 * @param {string} name
 * @returns {Record<string, string>[]}
 */
const table = (name) => {
  /** @type {string[][]} */
  const rows = [[]];
  for (const [, quoted, plain, end] of bytesOf(name)
    .toString('utf8')
    .matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    rows.at(-1).push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end !== ',') rows.push([]);
  }
  const [names, ...lines] = rows.filter((row) => row.length > 1);
  return lines.map((line) => Object.fromEntries(names.map((column, at) => [column, line[at]])));
};
const sum = (rows, column = 'amount') => rows.reduce((total, row) => total + pico(row[column]), 0n);
const by = (rows, ...columns) => Map.groupBy(rows, (row) => columns.map((column) => row[column]).join(' '));

const manifest = json('manifest.json');
for (const { name, sha256: said, bytes } of manifest.files) {
  const found = bytesOf(name);
  holds(
    sha256(found) === said && found.length === bytes,
    `${name} is not the file that the manifest names: its SHA-256 or its length is another.`,
  );
}
if (wrong.length > 0) tell();
const journal = table('journal.csv');
holds(sha256(bytesOf('journal.csv')) === manifest.entriesHash, 'The hash of journal.csv is not that of the close.');
holds(
  sha256(`${manifest.previousHash}\n${manifest.entriesHash}\n`) === manifest.hash,
  'The hash of the close does not follow from the one before it and from the journal.',
);

const transactions = by(journal, 'number');
let number = BigInt(manifest.firstNumber);
for (const [key, entries] of transactions) {
  holds(key === number.toString(), `The journal goes on with ${key} where ${number} is due.`);
  number += 1n;
  for (const [currency, of] of by(entries, 'currency')) holds(sum(of) === 0n, `Transaction ${key} does not sum to zero in ${currency}.`);
}
holds(number === BigInt(manifest.lastNumber) + 1n, `The journal ends before ${manifest.lastNumber}.`);

const prices = new Map(json('price-entries.json').map((entry) => [entry.id, entry]));
for (const { number: of, position, meter, quantity, unit_price, per, multiplier, divisor, amount, price_entry } of journal) {
  if (meter === '') continue;
  const [share, whole] = [BigInt(divisor) * BigInt(per), BigInt(quantity) * pico(unit_price) * BigInt(multiplier)];
  const off = 2n * (pico(amount) * share - whole);
  holds(off <= share && -off <= share, `Line ${position} of transaction ${of} is not quantity times price to the twelfth place.`);
  const cited = prices.get(price_entry);
  holds(cited !== undefined, `Line ${position} of transaction ${of} cites a price that the pack does not have.`);
  if (cited === undefined || meter === 'stated_difference' || cited.tariff.basedOn !== undefined) continue;
  const named = cited.tariff.components.some(
    (one) => one.meter === meter && pico(one.price) === pico(unit_price) && String(one.per) === per,
  );
  holds(
    named || cited.tariff.modifiers !== undefined || multiplier !== divisor,
    `Line ${position} of transaction ${of} has another price than the entry it cites.`,
  );
}

const balance = table('trial-balance.csv');
const moved = by(journal, 'account', 'currency');
for (const row of balance) {
  const of = moved.get(`${row.account} ${row.currency}`) ?? [];
  const [debit, credit] = [of.filter(({ amount }) => pico(amount) > 0n), of.filter(({ amount }) => pico(amount) < 0n)];
  holds(
    sum(debit) === pico(row.debit) && sum(credit) === pico(row.credit),
    `What moved on ${row.account} in ${row.currency} is not what the journal says.`,
  );
  holds(pico(row.closing) === pico(row.opening) + sum(of), `${row.account} in ${row.currency} does not come to its closing.`);
}
for (const [currency, rows] of by(balance, 'currency'))
  holds(sum(rows, 'closing') === 0n, `The trial balance does not sum to zero in ${currency}.`);
for (const key of moved.keys())
  holds(
    balance.some(({ account, currency }) => `${account} ${currency}` === key),
    `${key} is missing in the trial balance.`,
  );
const batch = table('journal-batch.csv');
for (const row of balance) {
  const sent = batch.find(({ account, currency }) => account === row.account && currency === row.currency) ?? { debit: '0', credit: '0' };
  holds(
    pico(sent.debit) === pico(row.debit) && pico(sent.credit) === pico(row.credit),
    `The journal batch has other figures for ${row.account} than the trial balance.`,
  );
}

const accrued = by(
  journal.filter(({ account }) => account === 'provider_accrued'),
  'provider_account',
  'currency',
);
for (const row of table('roll-forward.csv')) {
  const of = accrued.get(`${row.providerAccountId} ${row.currency}`) ?? [];
  holds(
    sum(of) === pico(row.recorded) + pico(row.corrected) + pico(row.stated),
    `What moved on provider_accrued at ${row.provider} is not what the journal says.`,
  );
  holds(pico(row.closing) === pico(row.opening) + sum(of), `provider_accrued at ${row.provider} does not come to its closing.`);
}
const doubts = table('doubts.csv');
const ofDoubts = journal.filter(({ account, event }) => account === 'doubt_cost' && event === 'doubts-accrued');
for (const [currency, rows] of by([...doubts, ...ofDoubts], 'currency'))
  holds(
    sum(
      rows.filter(({ accrued: at }) => at !== undefined),
      'accrued',
    ) === sum(rows.filter(({ event }) => event !== undefined)),
    `The doubts in ${currency} are not accrued at what doubts.csv says.`,
  );

const statements = new Map(json('statements.json').map((statement) => [statement.id, statement]));
const lines = by(table('statement-lines.csv'), 'import');
for (const [id, of] of lines) {
  holds(statements.get(id)?.lines === of.length, `Statement ${id} has another number of lines than were received.`);
  for (const { ordinal, amount_text, amount, residue } of of) {
    const [stated, kept] = [exactly(amount_text), (exactly(amount) ?? 0n) + (exactly(residue) ?? 0n)];
    // A source states its amounts in the currency, or in cents.
    const isKept = stated === undefined || stated === kept || stated === kept * 100n;
    holds(isKept, `Line ${ordinal} of statement ${id} is not the amount it was received with.`);
  }
}
/** An exact decimal, exponents included, as a whole number of 10^-48; undefined: it is no plain number. */
function exactly(text) {
  const [, sign, whole, fraction = '', exponent = '0'] = /^([-+]?)(\d+)(?:\.(\d+))?(?:[eE]([-+]?\d{1,2}))?$/.exec(text.trim()) ?? [];
  const places = 48 - fraction.length + Number(exponent);
  if (whole === undefined || places < 0) return undefined;
  return BigInt(whole + fraction) * 10n ** BigInt(places) * (sign === '-' ? -1n : 1n);
}

const samples = json('samples.json').map(({ id }) => id);
const seeded = samples.toSorted((a, b) => (sha256(manifest.sampleSeed + a) < sha256(manifest.sampleSeed + b) ? -1 : 1));
holds(
  samples.every((id, at) => id === seeded[at]),
  'The samples are not in the order of the seed.',
);
const last = samples.at(-1);
const generations = new Set(journal.map(({ generation }) => generation).filter((id) => id !== ''));
const before = [...generations].filter(
  (id) => last !== undefined && sha256(manifest.sampleSeed + id) <= sha256(manifest.sampleSeed + last),
);
holds(
  before.length === samples.length && (samples.length === 25 || samples.length === generations.size),
  'The samples are not those that the seed picks.',
);

tell();

/** What was found; files that are others than the manifest names are told before anything is computed from them. */
function tell() {
  for (const sentence of wrong) console.log(sentence);
  console.log(wrong.length === 0 ? `All of ${checked} checks hold.` : `${wrong.length} of ${checked} checks fail.`);
  process.exit(wrong.length === 0 ? 0 : 1);
}
