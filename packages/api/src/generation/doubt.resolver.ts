import { refused, underPath } from '@halfpenny/core';
import type { Outcome } from '@halfpenny/core';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { shownRefusal } from '../platform/refusal.type.ts';
import type { RefusalType } from '../platform/refusal.type.ts';
import type { RequestContext } from '../access/request-context.ts';
import { resolveDoubts } from './resolve-doubts.ts';
import type { ResolvingParts } from './resolve-doubts.ts';
import { DoubtResolutionType, ResolveDoubtsResult, StatementInput } from './resolve-doubts.type.ts';
import type { StatementLineInput } from './resolve-doubts.type.ts';
import type { StatedLine, Statement } from './statement.ts';

/** Resolves what nobody could say was billed, by what the provider says it billed. */
@Resolver()
export class DoubtResolver {
  constructor(private readonly parts: ResolvingParts) {}

  @Mutation(() => ResolveDoubtsResult, {
    description: 'Settles or voids what is in doubt by a final statement of the provider. The same statement again changes nothing.',
  })
  async resolveDoubts(
    @Ctx() context: RequestContext,
    @Arg('input', () => StatementInput, { description: 'What the provider billed.' }) input: StatementInput,
  ): Promise<DoubtResolutionType | RefusalType> {
    const statement = statementOf(input);
    const outcome = statement.ok ? await resolveDoubts(this.parts, context.workspaceId, statement.value) : statement;
    if (!outcome.ok) return shownRefusal(underPath(outcome.refusal, ['input']));
    return Object.assign(new DoubtResolutionType(), outcome.value);
  }
}

function statementOf({ provider, book, from, until, lines }: StatementInput): Outcome<Statement> {
  const read: StatedLine[] = [];
  for (const [index, line] of lines.entries()) {
    const strange = (line.usage ?? []).findIndex(({ quantity }) => !/^\d+$/.test(quantity));
    if (strange >= 0) {
      const path = ['lines', String(index), 'usage', String(strange), 'quantity'];
      return refused({ code: 'invalid-statement', message: 'A quantity is a whole number of units, zero or more.', path });
    }
    read.push(lineOf(line));
  }
  return { ok: true, value: { provider, book, from, until, lines: read } };
}

function lineOf({ amount: { amount, currency }, usage, ...line }: StatementLineInput): StatedLine {
  const quantities = usage?.map(({ meter, quantity }) => [meter, BigInt(quantity)] as const);
  return { ...line, amount, currency, usage: quantities === undefined ? undefined : Object.fromEntries(quantities) };
}
