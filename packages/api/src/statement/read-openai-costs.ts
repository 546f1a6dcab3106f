import { fieldsOf, numberText, optionalText } from './json-fields.ts';
import { lineProblem } from './line-problem.ts';
import { openaiPages, type PageResult } from './openai-page.ts';
import { quantityOf } from './stated-quantity.ts';
import { statedAmount } from './stated-amount.ts';
import type { Found } from './stated.ts';

/**
 * Pages of `/v1/organization/costs`: those grouped by project, key and line item are lines, those that were pulled ungrouped, which name no line item, are the control of their day.
 * Amounts are in whole units of their currency. Source: the types of the openai package, 7.55, read 2026-11-21.
 */
export function readOpenaiCosts(text: AsyncIterable<string>): AsyncGenerator<Found> {
  return openaiPages(text, readResult);
}

function readResult({ place, bucket, fields }: PageResult): Found {
  const rejected = (field: string, message: string): Found => ({ kind: 'rejected', place, field, message });
  const money = fieldsOf(fields['amount']);
  const text = numberText(money?.['value']);
  if (text === undefined) return rejected('amount.value', 'A result has an amount with a value.');
  const amount = statedAmount(text, 'currency');
  if (!amount.ok) return rejected('amount.value', amount.refusal.message);
  const currency = optionalText(money?.['currency'])?.toUpperCase() ?? '';
  const [lineItem, project, apiKey] = [fields['line_item'], fields['project_id'], fields['api_key_id']].map(optionalText);
  if (fields['line_item'] == null && project === '' && apiKey === '') {
    return { kind: 'control', place, bucket, currency, amount: amount.value };
  }
  const quantity = quantityOf(numberText(fields['quantity']));
  if (!quantity.ok) return rejected('quantity', quantity.refusal.message);
  const line = {
    bucket,
    project: project ?? '',
    apiKey: apiKey ?? '',
    lineItem: lineItem ?? '',
    currency,
    amount: amount.value,
    quantity: quantity.value,
    quantityUnit: optionalText(fields['quantity_unit']) || undefined,
  };
  const problem = lineProblem(line);
  return problem === undefined ? { kind: 'line', place, line } : rejected(problem.field, problem.message);
}
