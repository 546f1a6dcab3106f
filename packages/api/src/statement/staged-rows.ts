import type { StatementLineRead, UsageRead, Place } from './stated.ts';

/** A line as a row of `statement_line`, by the names of its columns; what the import adds, such as version and occurrence, aside. */
export function lineRow(line: StatementLineRead, place: Place): object {
  return {
    file_line: place.line,
    file_column: place.column,
    bucket_start: line.bucket.start,
    bucket_end: line.bucket.end,
    project: line.project,
    api_key: line.apiKey,
    line_item: line.lineItem,
    currency: line.currency,
    amount_text: line.amount.text,
    amount: line.amount.amount,
    residue: line.amount.residue,
    quantity_text: line.quantity?.text,
    quantity: line.quantity?.value,
    quantity_unit: line.quantityUnit,
    request_id: line.requestId,
    client_request_id: line.clientRequestId,
    model: line.model,
    mode: line.mode,
    size: line.size,
    quality: line.quality,
    usage: line.usage,
    category: line.category,
    balance_text: line.balance?.text,
    balance: line.balance?.amount,
  };
}

/** What a witness counted, as a row of `usage_bucket`. */
export function usageRow(usage: UsageRead): object {
  const { bucket, project, apiKey, model, source, size, batch, requests, quantities } = usage;
  return { bucket_start: bucket.start, bucket_end: bucket.end, project, api_key: apiKey, model, source, size, batch, requests, quantities };
}
