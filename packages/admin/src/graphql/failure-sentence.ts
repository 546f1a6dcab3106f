import type { CombinedError } from '@urql/vue';

/**
 * What to tell a person when the API did not answer as agreed: what happened, in a sentence.
 * An expected "no" never comes here; it is a refusal and carries its own sentence.
 */
export function failureSentence(error: CombinedError): string {
  if (error.networkError) return 'The service did not answer. Is it still running?';
  return `The service reported a fault: ${error.graphQLErrors.map((each) => each.message).join(' ')}`;
}
