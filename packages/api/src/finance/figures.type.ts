import { Field, Int, ObjectType } from 'type-graphql';
import { connectionType } from '../platform/connection.type.ts';
import { MoneyType } from '../platform/money.type.ts';
import { FinanceKeyType } from './spend-report.type.ts';

@ObjectType('SpendForecast', { description: 'What a month comes to if it goes on as it went, in one currency.' })
export class SpendForecastType {
  @Field(() => String, { description: 'The month: "2026-11".' })
  readonly month!: string;

  @Field(() => MoneyType, { description: 'What is spent in the month so far, today included.' })
  readonly spent!: MoneyType;

  @Field(() => MoneyType, {
    nullable: true,
    description:
      'Spending of the days that are over, for all days of the month, and never less than is spent already; absent: no day is over yet.',
  })
  readonly forecast!: MoneyType | null;

  @Field(() => Int, { description: 'How many days of the month are over.' })
  readonly daysOver!: number;

  @Field(() => MoneyType, { description: 'What the month before came to.' })
  readonly monthBefore!: MoneyType;
}

@ObjectType('SpendMovement', {
  description: 'What moved spending from one period to another, in one currency. Volume, mix, rate and other sum to the difference.',
})
export class SpendMovementType {
  @Field(() => String, { nullable: true, description: 'The model; absent: of the sum of all, and of what no generation caused.' })
  readonly model!: string | null;

  @Field(() => String, { nullable: true, description: 'The meter; absent: of the sum of all, and of what is no usage.' })
  readonly meter!: string | null;

  @Field(() => MoneyType, { description: 'Spending in the earlier period.' })
  readonly before!: MoneyType;

  @Field(() => MoneyType, { description: 'Spending in the later one.' })
  readonly after!: MoneyType;

  @Field(() => MoneyType, { description: 'After minus before.' })
  readonly difference!: MoneyType;

  @Field(() => MoneyType, { description: 'More or fewer units, at what a unit of the model and meter cost on average before.' })
  readonly volume!: MoneyType;

  @Field(() => MoneyType, { description: 'Dearer or cheaper units of the same model and meter: another provider, mode, quality or size.' })
  readonly mix!: MoneyType;

  @Field(() => MoneyType, { description: 'Another price for the same units.' })
  readonly rate!: MoneyType;

  @Field(() => MoneyType, { description: 'What has no quantity: adjustments, accruals.' })
  readonly other!: MoneyType;
}

@ObjectType('SpendMovements', { description: 'What moved spending in one currency: all of it, and by model and meter.' })
export class SpendMovementsType {
  @Field(() => SpendMovementType, { description: 'The sum of the groups.' })
  readonly total!: SpendMovementType;

  @Field(() => [SpendMovementType], { description: 'By model and meter, the largest difference first.' })
  readonly groups!: SpendMovementType[];
}

@ObjectType('AcceptedImageCost', { description: 'What an accepted image cost: all that was spent, by what was accepted of it.' })
export class AcceptedImageCostType {
  @Field(() => [FinanceKeyType], { description: 'One value for each dimension, in the order they were asked.' })
  readonly keys!: readonly FinanceKeyType[];

  @Field(() => MoneyType, { description: 'All that was spent, on images accepted or not.' })
  readonly cost!: MoneyType;

  @Field(() => Int, { description: 'How many images there are.' })
  readonly images!: number;

  @Field(() => Int, { description: 'How many of them were accepted, by what was said of them last.' })
  readonly acceptedImages!: number;

  @Field(() => MoneyType, {
    nullable: true,
    description: 'Cost by accepted images, rounded half-even to 12 decimals; absent: none was accepted.',
  })
  readonly costPerAcceptedImage!: MoneyType | null;
}

@ObjectType('Waste', { description: 'What was spent and led to nothing that is used.' })
export class WasteType {
  @Field(() => [FinanceKeyType], { description: 'One value for each dimension, in the order they were asked.' })
  readonly keys!: readonly FinanceKeyType[];

  @Field(() => MoneyType, { description: 'All that was spent.' })
  readonly cost!: MoneyType;

  @Field(() => MoneyType, { description: 'Billed, and nothing was delivered.' })
  readonly undelivered!: MoneyType;

  @Field(() => MoneyType, { description: 'Images that were rejected.' })
  readonly rejected!: MoneyType;

  @Field(() => MoneyType, { description: 'Images that were made anew.' })
  readonly regenerated!: MoneyType;

  @Field(() => MoneyType, { description: 'Images that were deleted.' })
  readonly deleted!: MoneyType;

  @Field(() => MoneyType, { description: 'The sum of these four.' })
  readonly wasted!: MoneyType;
}

/** A page of costs per accepted image. */
export const AcceptedImageCostConnection = connectionType(AcceptedImageCostType, 'AcceptedImageCost');
/** A page of waste. */
export const WasteConnection = connectionType(WasteType, 'Waste');
