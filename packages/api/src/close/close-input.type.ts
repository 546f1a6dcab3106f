import { Field, InputType } from 'type-graphql';
import { MoneyBook } from '../platform/money-book.type.ts';
import { AccrualBases } from './accrual.type.ts';
import type { AccrualBasis } from './accrual-basis.ts';

/** What is asked of whoever signs. */
@InputType('CloseInput', { description: 'A month, and the figures that are signed for.' })
export class CloseInput {
  @Field(() => MoneyBook, { defaultValue: MoneyBook.REAL, description: 'Whose money.' })
  readonly book!: 'real' | 'simulated';

  @Field(() => String, { description: 'The month, UTC: "2026-10".' })
  readonly month!: string;

  @Field(() => String, { description: 'That of the checklist you looked at.' })
  readonly fingerprint!: string;
}

/** Likewise of whoever prepares. */
@InputType('PrepareCloseInput', { description: 'A month, the figures that are signed for, and how its doubts are accrued.' })
export class PrepareCloseInput extends CloseInput {
  @Field(() => AccrualBases, { defaultValue: AccrualBases.EXPECTED, description: 'What doubts are accrued at.' })
  readonly accrual!: AccrualBasis;
}
