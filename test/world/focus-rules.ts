/** What FOCUS 1.2 asks of a file of charges (https://focus.finops.org/focus-specification/v1-2/), by column: presence, nullability, format, allowed values, and what must agree within a row. */
import { pico, type Row } from './exact-rows.ts';

type Rule = (row: Row) => boolean;

interface ColumnRule {
  /** Whether null is allowed. Absent: never. */
  readonly nullIf?: Rule;
  /** Whether null is asked for. */
  readonly isNullIf?: Rule;
  readonly format?: RegExp;
  readonly allowed?: readonly string[];
}

const is =
  (column: string, ...values: readonly string[]): Rule =>
  (row) =>
    values.includes(row[column] ?? '');
const always: Rule = () => true;
const isTax = is('ChargeCategory', 'Tax');
/** What is sold by the unit has its price, unless it corrects what was invoiced. */
const mayBeUnpriced: Rule = (row) => !is('ChargeCategory', 'Usage', 'Purchase')(row) || is('ChargeClass', 'Correction')(row);
const isNoUsage: Rule = (row) => !is('ChargeCategory', 'Usage')(row);
const priced: ColumnRule = { nullIf: mayBeUnpriced, isNullIf: isTax };

const decimal = /^-?\d+(\.\d+)?$/;
const price = /^\d+(\.\d+)?$/;
const second = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;
const month = /^\d{4}-\d\d-01T00:00:00Z$/;
const currency = /^[A-Z]{3}$/;
/** Keys and values that are no objects and no lists; keys of our own begin with x_ where FOCUS defines some. */
const properties = /^\{("x_\w+":"[^"]*",?)+\}$/;
const pairs = /^\{("\w+":"[^"]*",?)*\}$/;
const money: ColumnRule = { format: decimal };
const never: ColumnRule = { nullIf: always, isNullIf: always };
const text: ColumnRule = {};
const maybe: ColumnRule = { nullIf: always };

/** Every column of the specification that applies. Those of commitments, capacity, regions and virtual currency are there, and null, for nothing of the kind is sold. */
const columns: Readonly<Record<string, ColumnRule>> = {
  AvailabilityZone: never,
  BilledCost: money,
  BillingAccountId: text,
  BillingAccountName: maybe,
  BillingAccountType: text,
  BillingCurrency: { format: currency },
  BillingPeriodEnd: { format: month },
  BillingPeriodStart: { format: month },
  CapacityReservationId: never,
  CapacityReservationStatus: never,
  ChargeCategory: { allowed: ['Usage', 'Purchase', 'Tax', 'Credit', 'Adjustment'] },
  ChargeClass: { nullIf: always, allowed: ['Correction'] },
  ChargeDescription: maybe,
  ChargeFrequency: { allowed: ['One-Time', 'Recurring', 'Usage-Based'] },
  ChargePeriodEnd: { format: second },
  ChargePeriodStart: { format: second },
  CommitmentDiscountCategory: never,
  CommitmentDiscountId: never,
  CommitmentDiscountName: never,
  CommitmentDiscountQuantity: never,
  CommitmentDiscountStatus: never,
  CommitmentDiscountType: never,
  CommitmentDiscountUnit: never,
  ConsumedQuantity: { nullIf: (row) => isNoUsage(row) || is('ChargeClass', 'Correction')(row), isNullIf: isNoUsage, format: decimal },
  ConsumedUnit: { nullIf: is('ConsumedQuantity', ''), isNullIf: is('ConsumedQuantity', '') },
  ContractedCost: money,
  ContractedUnitPrice: { ...priced, format: price },
  EffectiveCost: money,
  InvoiceId: maybe,
  InvoiceIssuerName: text,
  ListCost: money,
  ListUnitPrice: { ...priced, format: price },
  PricingCategory: { ...priced, allowed: ['Standard', 'Dynamic', 'Committed', 'Other'] },
  PricingCurrency: { format: currency },
  PricingCurrencyContractedUnitPrice: { ...priced, format: price },
  PricingCurrencyEffectiveCost: money,
  PricingCurrencyListUnitPrice: { ...priced, format: price },
  PricingQuantity: { ...priced, format: decimal },
  PricingUnit: { nullIf: is('PricingQuantity', ''), isNullIf: is('PricingQuantity', ''), format: /^[A-Z]/ },
  ProviderName: text,
  PublisherName: text,
  RegionId: never,
  RegionName: never,
  ResourceId: maybe,
  ResourceName: maybe,
  ResourceType: { nullIf: is('ResourceId', '') },
  ServiceCategory: { allowed: ['AI and Machine Learning'] },
  ServiceName: text,
  ServiceSubcategory: {
    allowed: [
      'AI Platforms',
      'Bots',
      'Generative AI',
      'Machine Learning',
      'Natural Language Processing',
      'Other (AI and Machine Learning)',
    ],
  },
  SkuId: priced,
  SkuMeter: { nullIf: is('SkuId', ''), isNullIf: is('SkuId', '') },
  SkuPriceDetails: { nullIf: is('SkuPriceId', ''), isNullIf: is('SkuPriceId', ''), format: properties },
  SkuPriceId: priced,
  SubAccountId: text,
  SubAccountName: maybe,
  SubAccountType: text,
  Tags: { nullIf: always, format: pairs },
};

/** What must agree within a row. */
const agreements: Readonly<Record<string, Rule>> = {
  'ListUnitPrice × PricingQuantity = ListCost': (row) => multiplies(row, 'ListUnitPrice', 'ListCost'),
  'ContractedUnitPrice × PricingQuantity = ContractedCost': (row) => multiplies(row, 'ContractedUnitPrice', 'ContractedCost'),
  'a billing period is a month': ({ BillingPeriodStart = '', BillingPeriodEnd = '' }) => {
    const [year, at] = BillingPeriodStart.split('-').map(Number);
    return new Date(Date.UTC(year ?? 0, at ?? 0, 1)).getTime() === Date.parse(BillingPeriodEnd);
  },
  'a charge period ends after it begins': ({ ChargePeriodStart = '', ChargePeriodEnd = '' }) => ChargePeriodStart < ChargePeriodEnd,
  'a charge is not billed before it is made': ({ ChargePeriodStart = '', BillingPeriodEnd = '' }) => ChargePeriodStart < BillingPeriodEnd,
  'usage is charged as it is used, and nothing else': (row) =>
    is('ChargeFrequency', 'Usage-Based')(row) === is('ChargeCategory', 'Usage')(row),
  'a correction is of an earlier period': (row) =>
    !is('ChargeClass', 'Correction')(row) || (row['ChargePeriodStart'] ?? '') < (row['BillingPeriodStart'] ?? ''),
  'a SKU price belongs to its SKU': ({ SkuId = '', SkuPriceId = '' }) => SkuPriceId.startsWith(SkuId),
};

function multiplies(row: Row, unitPrice: string, total: string): boolean {
  if (row[unitPrice] === '' || is('ChargeClass', 'Correction')(row)) return true;
  return pico(row[unitPrice] ?? '') * pico(row['PricingQuantity'] ?? '') === pico(row[total] ?? '') * 10n ** 12n;
}

/** What rows break, each rule once; columns of our own begin with x_. Their order does not matter. */
export function focusProblems(rows: readonly Row[]): readonly string[] {
  const present = Object.keys(rows[0] ?? {});
  const presence = Object.keys(columns).filter((name) => !present.includes(name));
  const unknown = present.filter((name) => columns[name] === undefined && !name.startsWith('x_'));
  const cells = Object.entries(columns).filter(([name, rule]) => rows.some((row) => breaks(row, name, rule)));
  const broken = Object.entries(agreements).filter(([, holds]) => rows.some((row) => !holds(row)));
  return [
    ...presence.map((name) => `${name} is missing`),
    ...unknown.map((name) => `${name} is of no specification`),
    ...cells.map(([name]) => `${name} breaks its rule`),
    ...broken.map(([sentence]) => sentence),
    ...severalOf(rows, 'InvoiceId', 'BillingAccountId'),
    ...severalOf(rows, 'SkuPriceId', 'SkuPriceDetails'),
    ...severalOf(rows, 'SkuPriceId', 'SkuId'),
  ];
}

function breaks(row: Row, name: string, { nullIf, isNullIf, format, allowed }: ColumnRule): boolean {
  const value = row[name] ?? '';
  if (value === '') return nullIf?.(row) !== true;
  return isNullIf?.(row) === true || format?.test(value) === false || allowed?.includes(value) === false;
}

/** Of each value of a column another has one. */
function severalOf(rows: readonly Row[], name: string, other: string): readonly string[] {
  const groups = Map.groupBy(
    rows.filter((row) => row[name] !== ''),
    (row) => row[name],
  );
  return [...groups.values()].some((group) => new Set(group.map((row) => row[other])).size > 1) ? [`${name} has several ${other}`] : [];
}
