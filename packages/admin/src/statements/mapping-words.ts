import type { MappingFieldsFragment, StatementColumnRole } from '../generated/graphql.ts';

/** What a column of a CSV can hold, in the order in which it is asked for. */
export const roleWords: Readonly<Record<StatementColumnRole, string>> = {
  START: 'Start, or day',
  END: 'End',
  AMOUNT: 'Amount',
  CURRENCY: 'Currency',
  LINE_ITEM: 'What it is for',
  QUANTITY: 'Quantity',
  QUANTITY_UNIT: 'What is counted',
  PROJECT: 'Project',
  API_KEY: 'Key',
  MODEL: 'Model',
  SIZE: 'Size',
  QUALITY: 'Quality',
  REQUEST_ID: 'Id of the call, theirs',
  CLIENT_REQUEST_ID: 'Id of the call, ours',
  CATEGORY: 'Usage, tax, credit …',
  BALANCE: 'What is left after it',
  INVOICE_ID: 'Invoice',
};

/** Every role, in that order. */
export const columnRoles = Object.keys(roleWords) as readonly StatementColumnRole[];

/** Names by which people call a column, lower case, letters alone. */
const usual: Readonly<Partial<Record<StatementColumnRole, readonly string[]>>> = {
  START: ['start', 'day', 'date', 'time', 'timestamp', 'from', 'periodstart', 'createdat'],
  END: ['end', 'until', 'to', 'periodend'],
  AMOUNT: ['amount', 'cost', 'total', 'price', 'charge', 'amountusd', 'costusd'],
  CURRENCY: ['currency'],
  LINE_ITEM: ['lineitem', 'description', 'item', 'sku', 'service', 'product'],
  QUANTITY: ['quantity', 'units', 'tokens', 'count'],
  QUANTITY_UNIT: ['unit', 'quantityunit'],
  PROJECT: ['project', 'projectid'],
  API_KEY: ['apikey', 'key', 'apikeyid'],
  MODEL: ['model'],
  SIZE: ['size'],
  QUALITY: ['quality'],
  REQUEST_ID: ['requestid', 'id', 'callid', 'taskid'],
  CLIENT_REQUEST_ID: ['clientrequestid', 'reference'],
  CATEGORY: ['category', 'type', 'kind'],
  BALANCE: ['balance', 'remaining'],
  INVOICE_ID: ['invoice', 'invoiceid', 'invoicenumber'],
};

/** Which column most likely holds what, by its name: ['Day', 'Amount (USD)'] → { START: 'Day', AMOUNT: 'Amount (USD)' }. */
export function guessColumns(names: readonly string[]): Readonly<Partial<Record<StatementColumnRole, string>>> {
  const found = columnRoles.flatMap((role) => {
    const name = names.find((each) => usual[role]?.includes(lettersOf(each)));
    return name === undefined ? [] : [[role, name] as const];
  });
  return Object.fromEntries(found);
}

function lettersOf(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z]/g, '');
}

/** A mapping in a sentence: "Amount from cost, start, or day from date; amounts in cents of USD, 1,5 for one and a half. Saved by Ada." */
export function mappingText({ columns, unit, decimal, currency, savedBy }: MappingFieldsFragment): string {
  const read = columns.map(({ role, name }) => `${roleWords[role].toLowerCase()} from “${name}”`).join(', ');
  const money = `amounts in ${unit === 'CENTS' ? 'cents' : 'whole units'}${currency ? ` of ${currency}` : ''}`;
  const half = decimal === 'COMMA' ? '1,5' : '1.5';
  return `${read.charAt(0).toUpperCase()}${read.slice(1)}; ${money}, one and a half written ${half}. Saved by ${savedBy}.`;
}
