import { underPath, type Outcome } from '@halfpenny/core';
import { Arg, Ctx, Int, Mutation, Query, Resolver } from 'type-graphql';
import { identityOf } from '../access/caller-identity.ts';
import type { RequestContext } from '../access/request-context.ts';
import { withSnapshot, withWorkspace, type Transaction } from '../platform/database.ts';
import { MoneyBook } from '../platform/money-book.type.ts';
import { shownRefusal, type RefusalType } from '../platform/refusal.type.ts';
import { askedMonth } from './asked-month.ts';
import { readChecklist } from './checklist.ts';
import { CloseChecklistResult, CloseChecklistType, CutOffType } from './checklist.type.ts';
import { CloseInput, PrepareCloseInput } from './close-input.type.ts';
import type { Closing } from './closing.ts';
import { readCutOff } from './cut-off.ts';
import { PeriodCloseResult, PeriodCloseType } from './period-close.type.ts';
import { prepareClose, readPreparation } from './prepare-close.ts';
import { readCloses, sendBatch } from './read-closes.ts';
import { showChecklist, showClose, showCutOff } from './show-close.ts';
import { signClose, type SigningParts } from './sign-close.ts';

type Book = Closing['book'];

/** Shows what a month is at, has it signed by two, and hands its journal to the general ledger. */
@Resolver()
export class CloseResolver {
  constructor(private readonly parts: SigningParts) {}

  @Query(() => CloseChecklistType, { description: 'What a month is at on its way to its close: conditions, trial balance, roll-forward.' })
  async closeChecklist(
    @Ctx() context: RequestContext,
    @Arg('month', () => String, { description: 'The month, UTC: "2026-10".' }) month: string,
    @Arg('book', () => MoneyBook, { defaultValue: MoneyBook.REAL, description: 'Whose money.' }) book: Book,
  ): Promise<CloseChecklistType> {
    return await this.checklistOf(context, askedMonth({ workspaceId: context.workspaceId, book, month }));
  }

  @Query(() => CutOffType, { description: 'The last 25 charges before a month ended and the first 25 after, by when the provider worked.' })
  async cutOff(
    @Ctx() context: RequestContext,
    @Arg('month', () => String, { description: 'The month, UTC: "2026-10".' }) month: string,
    @Arg('book', () => MoneyBook, { defaultValue: MoneyBook.REAL, description: 'Whose money.' }) book: Book,
  ): Promise<CutOffType> {
    const closing = askedMonth({ workspaceId: context.workspaceId, book, month });
    return showCutOff(await this.reading(context, (tx) => readCutOff(tx, closing)));
  }

  @Query(() => [PeriodCloseType], {
    description: 'The months that are closed for ever, the latest first, each with its pack and its batch.',
  })
  async periodCloses(
    @Ctx() context: RequestContext,
    @Arg('book', () => MoneyBook, { defaultValue: MoneyBook.REAL, description: 'Whose money.' }) book: Book,
  ): Promise<PeriodCloseType[]> {
    const closes = await this.reading(context, (tx) => readCloses(tx, { workspaceId: context.workspaceId, book }));
    return closes.map((close) => showClose(book, close));
  }

  @Mutation(() => CloseChecklistResult, {
    description: 'Signs for the figures of a month, as its preparer. Somebody else signs after that.',
  })
  async prepareClose(
    @Ctx() context: RequestContext,
    @Arg('input', () => PrepareCloseInput, { description: 'Which month, and which figures.' }) input: PrepareCloseInput,
  ): Promise<CloseChecklistType | RefusalType> {
    const outcome = await prepareClose(this.parts, context.caller, input);
    return outcome.ok ? await this.checklistOf(context, outcome.value) : refusalOf(outcome);
  }

  @Mutation(() => PeriodCloseResult, {
    description:
      'Signs for a month as its reviewer, another than its preparer, and closes it for ever: doubts accrued, journal numbered, hash chained, pack written.',
  })
  async signClose(
    @Ctx() context: RequestContext,
    @Arg('input', () => CloseInput, { description: 'Which month, and which figures.' }) input: CloseInput,
  ): Promise<PeriodCloseType | RefusalType> {
    const outcome = await signClose(this.parts, context.caller, input);
    if (!outcome.ok) return refusalOf(outcome);
    const [close] = await this.reading(context, (tx) => readCloses(tx, outcome.value, outcome.value.month));
    if (close === undefined) throw new Error('A month that was closed has a close.');
    return showClose(input.book, close);
  }

  @Mutation(() => PeriodCloseResult, { description: 'Hands a journal batch to the general ledger: once.' })
  async sendJournalBatch(
    @Ctx() context: RequestContext,
    @Arg('number', () => Int, { description: 'The number of the close.' }) number: number,
    @Arg('book', () => MoneyBook, { defaultValue: MoneyBook.REAL, description: 'Whose money.' }) book: Book,
  ): Promise<PeriodCloseType | RefusalType> {
    const outcome = await sendBatch(this.parts, context.caller, { book, number });
    return outcome.ok ? showClose(book, outcome.value) : shownRefusal(outcome.refusal);
  }

  private async checklistOf(context: RequestContext, closing: Closing): Promise<CloseChecklistType> {
    return await withSnapshot(this.parts.database, context.workspaceId, async (tx) => {
      const checklist = await readChecklist(tx, closing, this.parts.clock());
      return showChecklist(closing, checklist, { preparation: await readPreparation(tx, closing), viewer: identityOf(context.caller) });
    });
  }

  private async reading<T>({ workspaceId }: RequestContext, work: (tx: Transaction) => Promise<T>): Promise<T> {
    return await withWorkspace(this.parts.database, workspaceId, work);
  }
}

/** A refusal of what stands in an input, as GraphQL shows it. */
export function refusalOf(outcome: Extract<Outcome<unknown>, { readonly ok: false }>): RefusalType {
  return shownRefusal(underPath(outcome.refusal, ['input']));
}
