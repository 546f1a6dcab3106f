import { GraphQLObjectType, GraphQLSchema, GraphQLString } from 'graphql';
import { describe, expect, it } from 'vitest';
import { serviceSchema } from '../schema.ts';
import { accessMatrix } from './access-matrix.ts';
import { enforceAccess, rootFields } from './enforce-access.ts';

const lines = Object.entries(accessMatrix);

describe('The access matrix', () => {
  it('has a line for every root field, and none for a field that is gone', async () => {
    const operations = rootFields(await serviceSchema()).map(([operation]) => operation);
    expect(
      lines
        .map(([operation]) => operation)
        .filter((operation) => !operation.includes(' /'))
        .toSorted(),
    ).toEqual(operations.toSorted());
  });

  it('keeps a schema with a field that has no line from being served', () => {
    const query = new GraphQLObjectType({ name: 'Query', fields: { secrets: { type: GraphQLString } } });
    expect(() => enforceAccess(new GraphQLSchema({ query }))).toThrow('Query.secrets has no line in the access matrix');
  });

  it('lets an admin do everything but what posts by hand and closes a month, which is for finance', () => {
    const beyond = lines.filter(([, roles]) => !roles.includes('admin'));
    expect(beyond.filter(([, roles]) => !roles.includes('finance'))).toEqual([]);
    expect(beyond.map(([operation]) => operation.replace('Mutation.', '')).toSorted()).toEqual([
      'acceptStatement',
      'approveDoubtDecision',
      'approvePrepaidLot',
      'approveRefund',
      'approveRerating',
      'approveResolution',
      'decideDoubt',
      'prepareClose',
      'recordCurrencyInvoice',
      'recordPayment',
      'recordPrepaidLot',
      'recordRefund',
      'refundSale',
      'reopenPeriod',
      'resolveDoubts',
      'resolveItems',
      'resolveMatchingItems',
      'sendJournalBatch',
      'settlePrepaid',
      'signClose',
      'softClosePeriod',
    ]);
  });

  it('lets no app post by hand', () => {
    const open = ['cancelGeneration', 'generate', 'quote', 'recordOutcome'].map((name) => `Mutation.${name}`);
    expect(
      lines.filter(([operation, roles]) => operation.startsWith('Mutation.') && roles.includes('app')).map(([operation]) => operation),
    ).toEqual(open);
  });

  it('lets an auditor read everything and change nothing', () => {
    const reading = lines.filter(([operation]) => /^(Query|Subscription)\.|^GET /.test(operation));
    expect(reading.filter(([, roles]) => !roles.includes('auditor'))).toEqual([]);
    expect(lines.filter(([operation, roles]) => /^Mutation\.|^(POST|PUT|DELETE) /.test(operation) && roles.includes('auditor'))).toEqual(
      [],
    );
  });
});
