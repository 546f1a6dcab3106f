import { accepted, formatInstant, parseInstant, parseMoney, refused, type Outcome } from '@halfpenny/core';
import { eq } from 'drizzle-orm';
import { providerAccountTable } from '../access/provider-account.table.ts';
import { withWorkspace, type Database, type Transaction } from '../platform/database.ts';
import { isId } from '../platform/identifiers.ts';
import type { ReceivedStatement } from './keep-statement.ts';
import { statementKinds, type Reading, type StatementKind } from './read-statement.ts';
import { isStatedTime, noStatedTime } from './stated-time.ts';
import type { StatementSeries } from './statement-import.table.ts';
import { readMapping } from './statement-mapping.ts';

type Asked = Readonly<Record<string, unknown>>;

const given = { charges: 'charges', payable: 'payable', prepaid: 'prepaid' } as const;

const costs = ['billed', 'effective'] as const;

/** What is brought by a request: its parameters as they were given → how the file is to be read. Refused by the name of the parameter. */
export async function askedStatement(
  database: Database,
  workspaceId: string,
  asked: Asked,
): Promise<Outcome<Omit<ReceivedStatement, 'origin' | 'staged'>>> {
  const kind = statementKinds.find((each) => each === textOf(asked, 'kind'));
  if (kind === undefined) return invalid('kind', `Say in kind what the file is: ${statementKinds.join(', ')}.`, statementKinds);
  const series = seriesOf(kind, textOf(asked, 'series') ?? 'charges');
  if (series === undefined) return invalid('series', 'A series is one of charges, payable and prepaid.', Object.keys(given));
  const [from, until] = [instantOf(asked, 'from'), instantOf(asked, 'until')];
  if (!from.ok) return from;
  if (!until.ok) return until;
  const cost = costs.find((each) => each === (textOf(asked, 'cost') ?? 'billed'));
  if (cost === undefined) return invalid('cost', `What is taken of FOCUS is one of ${costs.join(' and ')}.`, costs);
  const total = totalOf(asked);
  if (!total.ok) return total;
  return await withWorkspace(database, workspaceId, async (tx) => {
    const account = await ownAccount(tx, textOf(asked, 'providerAccount') ?? '');
    if (!account.ok) return account;
    const mapping = kind === 'csv' ? await readMapping(tx, textOf(asked, 'mapping') ?? '') : accepted(undefined);
    if (!mapping.ok) return mapping;
    const reading: Reading = {
      kind,
      provider: account.value.provider,
      mapping: mapping.value,
      cost: kind === 'focus' ? cost : undefined,
      from: from.value,
      until: until.value,
      total: total.value,
    };
    return accepted({ providerAccountId: account.value.id, series, fileName: (textOf(asked, 'fileName') ?? kind).slice(0, 255), reading });
  });
}

/** What a witness counts is no money, whatever is asked. */
function seriesOf(kind: StatementKind, asked: string): StatementSeries | undefined {
  if (kind === 'openai_usage_images') return 'usage_images';
  if (kind === 'openai_usage_completions') return 'usage_completions';
  return given[asked as keyof typeof given];
}

async function ownAccount(tx: Transaction, id: string): Promise<Outcome<typeof providerAccountTable.$inferSelect>> {
  const [account] = isId(id) ? await tx.select().from(providerAccountTable).where(eq(providerAccountTable.id, id)) : [];
  const path = ['providerAccount'];
  if (account === undefined)
    return refused({ code: 'provider-account-not-found', message: 'No provider account of this workspace has that id.', path });
  if (account.lentBy === null) return accepted(account);
  const message = 'This account is lent by another workspace, which owns its statements: bring the statement there.';
  return refused({ code: 'invalid-statement', message, path });
}

function instantOf(asked: Asked, name: string): Outcome<string | undefined> {
  const text = textOf(asked, name);
  if (text === undefined) return accepted(undefined);
  const instant = parseInstant(text);
  if (!instant.ok) return refused({ ...instant.refusal, path: [name] });
  const said = formatInstant(instant.value);
  return isStatedTime(said) ? accepted(said) : refused({ code: 'invalid-statement', path: [name], message: noStatedTime });
}

function totalOf(asked: Asked): Outcome<Reading['total']> {
  const [amount, currency] = [textOf(asked, 'total'), textOf(asked, 'currency')];
  if (amount === undefined) return accepted(undefined);
  const money = parseMoney(amount, currency ?? '');
  return money.ok ? accepted({ amount, currency: money.value.currency }) : refused({ ...money.refusal, path: ['total'] });
}

/** A parameter given once; given twice, or empty, it is none. */
function textOf(asked: Asked, name: string): string | undefined {
  const value = asked[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function invalid(name: string, message: string, among: readonly string[]): Outcome<never> {
  return refused({ code: 'invalid-statement', path: [name], message, accepted: [...among] });
}
