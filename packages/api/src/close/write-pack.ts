import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { formatDecimal } from '@halfpenny/core';
import type { Transaction } from '../platform/database.ts';
import type { ReceivedFiles } from '../statement/received-files.ts';
import { stageBytes } from '../uploads/stage-upload.ts';
import type { Accrued } from './accrual-basis.ts';
import type { Checklist } from './checklist.ts';
import type { Closing } from './closing.ts';
import { evidenceFiles } from './evidence-files.ts';
import { journalFile } from './journal-file.ts';
import type { JournalNumbers } from './number-journal.ts';
import { csvFile, jsonFile, type PackFile } from './pack-file.ts';
import { accessLogFile, receivedStatements, recomputation, statementLinesFile } from './received-evidence.ts';

/** Where the files of audit packs are kept, by the hash of their bytes. */
export interface PackPlace {
  readonly files: ReceivedFiles;
  /** Where they are written first. */
  readonly stagingFolder: string;
}

/** What a pack is made of. */
export interface PackContents {
  readonly closing: Closing;
  readonly numbers: JournalNumbers;
  /** The lines of the journal that follow those that are numbered. */
  readonly tail: string;
  readonly checklist: Checklist;
  readonly accrued: Accrued;
}

/** A file of a pack, as its manifest tells. */
export interface WrittenFile {
  readonly name: string;
  readonly sha256: string;
  readonly bytes: number;
}

/** Writes the files of an audit pack, the journal first: each is kept under the hash of its bytes, and never changes. */
export async function writePack(tx: Transaction, place: PackPlace, contents: PackContents): Promise<readonly WrittenFile[]> {
  const { closing, numbers, tail, checklist, accrued } = contents;
  const journal = await keepFile(place, closing, journalFile(tx, closing, { numbers, tail }));
  const doubts = checklist.doubts.map((doubt) => ({ ...doubt, accrued: formatDecimal(accrued(doubt)) }));
  const files = [
    csvFile('trial-balance.csv', ['code', 'account', 'currency', 'opening', 'debit', 'credit', 'closing'], checklist.balance),
    csvFile(
      'roll-forward.csv',
      ['providerAccountId', 'provider', 'currency', 'opening', 'recorded', 'corrected', 'stated', 'closing'],
      checklist.rollForward,
    ),
    csvFile(
      'doubts.csv',
      ['generationId', 'providerAccountId', 'state', 'askedAt', 'currency', 'floor', 'expected', 'ceiling', 'accrued'],
      doubts,
    ),
    csvFile('journal-batch.csv', ['code', 'account', 'currency', 'debit', 'credit'], batchLines(checklist)),
    jsonFile('checklist.json', checklist.conditions),
    ...(await evidenceFiles(tx, closing, journal.sha256)),
    statementLinesFile(tx, closing),
    accessLogFile(tx, closing),
    recomputation(),
  ];
  const written: WrittenFile[] = [journal];
  for (const file of files) written.push(await keepFile(place, closing, file));
  return [...written, ...(await receivedStatements(tx, place.files, closing))];
}

/** What moved on each account: the general ledger needs no more of a month. */
export function batchLines({ balance }: Pick<Checklist, 'balance'>) {
  return balance
    .filter(({ debit, credit }) => debit !== '0' || credit !== '0')
    .map(({ code, account, currency, debit, credit }) => ({ code, account, currency, debit, credit }));
}

/** Keeps one file of a pack. */
export async function keepFile({ files, stagingFolder }: PackPlace, { workspaceId }: Closing, file: PackFile): Promise<WrittenFile> {
  const staged = await stageBytes(stagingFolder, Readable.from(file.pieces()), {
    bytesMax: Number.MAX_SAFE_INTEGER,
    readBytesMax: Number.MAX_SAFE_INTEGER,
  });
  if (staged === undefined) throw new Error(`${file.name} has no end.`);
  await files.keep({ workspaceId, sha256: staged.sha256 }, staged);
  return { name: file.name, sha256: staged.sha256, bytes: staged.bytes };
}

/** The hash of a close: of the hash before it and that of its journal, each with a line feed. */
export function chainedHash(previous: string, entries: string): string {
  return createHash('sha256').update(`${previous}\n${entries}\n`).digest('hex');
}
