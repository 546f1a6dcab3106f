import { GraphQLError } from 'graphql';

/**
 * A request is turned away before it is looked at: 401 where nobody is known to ask, 403 where whoever asks may not. Thrown, so that no route
 * can go on by oversight; Fastify answers with its status and sentence, GraphQL with its code.
 */
export class AccessDenied extends GraphQLError {
  readonly statusCode: 401 | 403;

  constructor(code: 'UNAUTHENTICATED' | 'FORBIDDEN', message: string) {
    const status = code === 'UNAUTHENTICATED' ? 401 : 403;
    super(message, { extensions: { code, http: { status } } });
    this.statusCode = status;
  }
}
