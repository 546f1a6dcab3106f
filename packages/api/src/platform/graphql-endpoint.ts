import { ApolloServer, type ApolloServerOptions, type ApolloServerPlugin, type BaseContext } from '@apollo/server';
import fastifyApollo from '@as-integrations/fastify';
import { ApolloArmor } from '@escape.tech/graphql-armor';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import { maskError } from './mask-error.ts';

/** What GraphQL is served from. */
export interface GraphqlEndpoint<Context extends BaseContext> {
  readonly schema: GraphQLSchema;
  readonly logger: Logger;
  /** What resolvers know of a request. What it throws turns the request away. */
  readonly contextOf: (request: FastifyRequest) => Promise<Context>;
}

/**
 * How much one operation may ask for. Far above what the admin and an introspection need, far below what could hurt:
 * each is a count that a query is measured by before it runs.
 */
const limits = { depth: 20, aliases: 60, directives: 50, tokens: 5000, cost: 100_000 };

/** Serves GraphQL at /graphql. A form on a foreign page cannot post to it: an operation must be sent in a way that a browser asks about first. */
export async function serveGraphql<Context extends BaseContext>(app: FastifyInstance, endpoint: GraphqlEndpoint<Context>): Promise<void> {
  const apollo = new ApolloServer<Context>({
    schema: endpoint.schema,
    ...protections(),
    parseOptions: { maxTokens: limits.tokens },
    introspection: true,
    csrfPrevention: true,
    stopOnTerminationSignals: false,
    logger: endpoint.logger,
    formatError: (formatted, error) => maskError(formatted, error, endpoint.logger),
  });
  apollo.addPlugin(plainLandingPage);
  await apollo.start();
  // After the last request was answered, however long it took: the library's own draining would cut a generation off after ten seconds.
  app.addHook('onClose', () => apollo.stop());
  await app.register(fastifyApollo(apollo), {
    path: '/graphql',
    context: endpoint.contextOf,
  });
}

/** The limits as Apollo takes them. The library's types name Apollo's CommonJS build, which is the same at run time. */
function protections(): Protections {
  const armor = new ApolloArmor({
    // The schema is open to introspection, so hiding its field names from a typing error would only be unkind.
    blockFieldSuggestion: { enabled: false },
    costLimit: { maxCost: limits.cost },
    maxAliases: { n: limits.aliases },
    maxDepth: { n: limits.depth },
    maxDirectives: { n: limits.directives },
    // Measured by the parser itself, which then answers a document it cannot read with Apollo's own error and status.
    maxTokens: { enabled: false },
  });
  return armor.protect() as unknown as Protections;
}

type Protections = Pick<
  ApolloServerOptions<BaseContext>,
  'plugins' | 'validationRules' | 'allowBatchedHttpRequests' | 'includeStacktraceInErrorResponses'
>;

/** What a browser shows at /graphql. Apollo's own page would load its scripts from a foreign host. */
const plainLandingPage: ApolloServerPlugin = {
  serverWillStart: async () => ({
    renderLandingPage: async () => ({
      html: '<!doctype html><html lang="en"><title>Halfpenny: GraphQL</title><p>This is the GraphQL endpoint: POST operations to it. <a href="/">The admin is here.</a></p></html>',
    }),
  }),
};
