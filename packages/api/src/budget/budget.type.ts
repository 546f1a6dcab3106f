import { createUnionType, Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { MoneyBook } from '../platform/money-book.type.ts';
import { MoneyInputType, MoneyType } from '../platform/money.type.ts';
import { RefusalType } from '../platform/refusal.type.ts';
import { DateTimeScalar } from '../platform/scalars.ts';
import type { BudgetCounts, BudgetScope } from './budget.table.ts';

/** Scopes as GraphQL spells them. */
export const BudgetScopeEnum = { WORKSPACE: 'workspace', API_KEY: 'api_key', TEMPLATE: 'template' } as const;

registerEnumType(BudgetScopeEnum, {
  name: 'BudgetScope',
  description: 'Whose spending a budget limits.',
  valuesConfig: {
    WORKSPACE: { description: 'All that the workspace spends.' },
    API_KEY: { description: 'What one key spends.' },
    TEMPLATE: { description: 'What is spent on one template, in all its versions.' },
  },
});

/** What budgets count, as GraphQL spells it. */
const BudgetCountsEnum = { COST: 'cost', SELL_PRICE: 'sell-price' } as const;

registerEnumType(BudgetCountsEnum, {
  name: 'BudgetCounts',
  description: 'What a budget counts. Where the workspace has no sell prices, the two are one.',
  valuesConfig: {
    COST: { description: 'What providers take.' },
    SELL_PRICE: { description: 'What the workspace is charged.' },
  },
});

/** What is to be set. */
@InputType('SetBudgetInput', {
  description: 'The most the workspace, a key or a template may spend in a period. The same period again sets another limit.',
})
export class SetBudgetInput {
  @Field(() => MoneyBook, { description: 'Whose money it limits: real and simulated money never share a budget.' })
  readonly book!: 'real' | 'simulated';

  @Field(() => BudgetScopeEnum, {
    defaultValue: 'workspace',
    description: 'Whose spending it limits. Of several that apply, a generation must fit all.',
  })
  readonly scope!: BudgetScope;

  @Field(() => ID, { nullable: true, description: 'The key or template; absent for the whole workspace.' })
  readonly scopeId?: string | null;

  @Field(() => BudgetCountsEnum, {
    defaultValue: 'cost',
    description: 'What it counts. A budget that is there goes on to count what it does.',
  })
  readonly counts!: BudgetCounts;

  @Field(() => MoneyInputType, { description: 'The limit, zero or more. It may be lower than what is held and spent: that is an overrun.' })
  readonly limit!: MoneyInputType;

  @Field(() => DateTimeScalar, { nullable: true, description: 'The first instant of the period; absent: the start of this UTC month.' })
  readonly from?: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'The first instant after the period; absent: the start of the month after that of `from`.',
  })
  readonly until?: string | null;
}

/** A budget as GraphQL shows it. */
@ObjectType('Budget', {
  description:
    'The most a workspace, a key or a template may spend in a period, and how much of it is taken. It counts what is held since it was set.',
})
export class BudgetType {
  @Field(() => ID, { description: 'To know it by.' })
  readonly id!: string;

  @Field(() => MoneyBook, { description: 'Whose money it limits.' })
  readonly book!: 'real' | 'simulated';

  @Field(() => BudgetScopeEnum, { description: 'Whose spending it limits.' })
  readonly scope!: BudgetScope;

  @Field(() => ID, { nullable: true, description: 'The key or template; absent: the whole workspace.' })
  readonly scopeId!: string | null;

  @Field(() => String, { nullable: true, description: 'The name of that key or template; absent: the whole workspace.' })
  readonly scopeName!: string | null;

  @Field(() => BudgetCountsEnum, { description: 'What it counts.' })
  readonly counts!: BudgetCounts;

  @Field(() => DateTimeScalar, { description: 'The first instant of its period.' })
  readonly from!: string;

  @Field(() => DateTimeScalar, { description: 'The first instant after its period.' })
  readonly until!: string;

  @Field(() => MoneyType, { description: 'The most that may be held and spent.' })
  readonly limit!: MoneyType;

  @Field(() => MoneyType, { description: 'Reserved for generations whose outcome is not known: the sum of the open holds.' })
  readonly held!: MoneyType;

  @Field(() => MoneyType, { description: 'What settled generations were charged, corrections included.' })
  readonly spent!: MoneyType;

  @Field(() => MoneyType, { description: 'What a further hold may take; zero where the budget is overrun.' })
  readonly left!: MoneyType;

  @Field(() => MoneyType, { description: 'By how much held and spent exceed the limit: a settlement is never refused. Zero: they do not.' })
  readonly overrun!: MoneyType;
}

/** What setting a budget leads to. */
export const SetBudgetResult = createUnionType({
  name: 'SetBudgetResult',
  description: 'The budget as it stands now; or a refusal, under which nothing was changed.',
  types: () => [BudgetType, RefusalType] as const,
});
