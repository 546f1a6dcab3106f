import type { CombinedError } from '@urql/vue';

/** Codes under which the API refuses a document before anything of it is executed. */
const beforeExecution = new Set(['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'BAD_USER_INPUT', 'BAD_REQUEST']);

/**
 * What to tell a person when the API did not answer as agreed: what happened, in a sentence.
 * An expected "no" never comes here; it is a refusal and carries its own sentence.
 */
export function failureSentence(error: CombinedError): string {
  const status: unknown = error.response?.status;
  if (error.graphQLErrors.length > 0) return `The service reported a fault: ${error.graphQLErrors.map((each) => each.message).join(' ')}`;
  return typeof status === 'number'
    ? `The service answered with HTTP status ${status}.`
    : 'The service did not answer. Is it still running?';
}

/** Whether it is sure that nothing was done: the API read the request, and refused it before it began. */
export function isBeforeExecution(error: CombinedError): boolean {
  const { graphQLErrors } = error;
  return graphQLErrors.length > 0 && graphQLErrors.every(({ extensions }) => beforeExecution.has(String(extensions['code'])));
}
