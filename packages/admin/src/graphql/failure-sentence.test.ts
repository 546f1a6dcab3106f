import { CombinedError } from '@urql/vue';
import { describe, expect, it } from 'vitest';
import { failureSentence, isBeforeExecution } from './failure-sentence.ts';

const unreachable = new CombinedError({ networkError: new TypeError('Failed to fetch') });
const gateway = new CombinedError({ networkError: new Error('Bad Gateway'), response: { status: 502 } });
const invalid = new CombinedError({
  graphQLErrors: [{ message: 'Decimal cannot represent "a lot".', extensions: { code: 'BAD_USER_INPUT' } }],
});
const masked = new CombinedError({ graphQLErrors: [{ message: 'Fault 7f3a.', extensions: { code: 'INTERNAL_SERVER_ERROR' } }] });

describe('A failure of the API', () => {
  it('is told in a sentence', () => {
    expect(failureSentence(unreachable)).toBe('The service did not answer. Is it still running?');
    expect(failureSentence(gateway)).toBe('The service answered with HTTP status 502.');
    expect(failureSentence(masked)).toBe('The service reported a fault: Fault 7f3a.');
  });

  it('surely came before anything was done where the request itself could not be read', () => {
    expect(isBeforeExecution(invalid)).toBe(true);
  });

  it('leaves a doubt where the service broke or never answered', () => {
    expect([unreachable, gateway, masked].map((error) => isBeforeExecution(error))).toEqual([false, false, false]);
  });
});
