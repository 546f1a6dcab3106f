import { Field, InputType, registerEnumType } from 'type-graphql';
import type { Dimension } from './dimension.ts';

/** Dimensions in GraphQL's spelling. */
export const FinanceDimensions = {
  DAY: 'day',
  MONTH: 'month',
  WORKSPACE: 'workspace',
  PROVIDER: 'provider',
  PROVIDER_ACCOUNT: 'provider-account',
  MODEL: 'model',
  MODE: 'mode',
  OPERATION: 'operation',
  QUALITY: 'quality',
  SIZE: 'size',
  KEY: 'key',
  TEMPLATE: 'template',
  TEMPLATE_VERSION: 'template-version',
  STAGE: 'stage',
  OUTCOME: 'outcome',
  METER: 'meter',
  ACCOUNT: 'account',
} as const satisfies Readonly<Record<string, Dimension>>;
registerEnumType(FinanceDimensions, {
  name: 'FinanceDimension',
  description: 'What ledger lines are grouped and chosen by.',
  valuesConfig: {
    DAY: { description: 'The accounting day: "2026-11-20".' },
    MONTH: { description: 'The month of the accounting day: "2026-11".' },
    WORKSPACE: { description: 'The workspace, of those in which the caller sees costs.' },
    PROVIDER: { description: 'Who bills.' },
    PROVIDER_ACCOUNT: { description: 'What a statement is about.' },
    MODEL: { description: 'The model, after aliases.' },
    MODE: { description: 'realtime or batch.' },
    OPERATION: { description: 'generate or edit.' },
    QUALITY: { description: 'As delivered, else as asked for.' },
    SIZE: { description: 'As delivered, else as asked for.' },
    KEY: { description: 'The key that asked.' },
    TEMPLATE: { description: 'The template of the prompt, whichever of its versions.' },
    TEMPLATE_VERSION: { description: 'The version of the template.' },
    STAGE: { description: 'The stage of the work.' },
    OUTCOME: { description: 'What became of each image, as was said last. A generation is shared equally among its images.' },
    METER: { description: 'What was counted.' },
    ACCOUNT: { description: 'The account, by its number in the chart.' },
  },
});

/** Measures in GraphQL's spelling. */
export const SpendMeasures = { COST: 'cost', REVENUE: 'revenue' } as const;
registerEnumType(SpendMeasures, {
  name: 'SpendMeasure',
  description: 'What is summed.',
  valuesConfig: {
    COST: { description: 'What providers took: delivered or not, accrued for doubts, adjusted, and what no charge explains.' },
    REVENUE: { description: 'What workspaces were charged at sell prices, what was given back taken off.' },
  },
});

/** Which lines are summed, by one dimension. */
@InputType('FinanceCondition', { description: 'Only lines whose value of a dimension is one of these.' })
export class FinanceConditionInput {
  @Field(() => FinanceDimensions, { description: 'The dimension.' })
  readonly dimension!: Dimension;

  @Field(() => [String], {
    nullable: 'items',
    description: 'The values; null stands for lines that have none, such as those without a template.',
  })
  readonly values!: (string | null)[];
}
