import type { LimitFunction } from 'p-limit';
import type { BatchOver, BatchPort, BatchResult, Failed } from './provider.ts';

/** Makes a call when its turn comes, unless the provider is left alone just then; `again`: then it is worth trying again a little later. */
export type Through = <T extends Ended>(call: () => Promise<T>, again?: boolean) => Promise<T | Failed>;

/** Whatever a call can end as. */
export interface Ended {
  readonly kind: string;
  readonly httpStatus?: number | null;
}

/** The gate that stands before every call to the provider. */
export interface Gate {
  readonly through: Through;
  readonly limit: LimitFunction;
}

/** Batches behind the gate of their provider: whatever is asked about them counts as a call in flight, and none is made while the provider is left alone. */
export function gatedBatches(port: BatchPort, { through, limit }: Gate): BatchPort {
  return {
    submit: (batch) => through(() => port.submit(batch), true),
    find: (id) => through(() => port.find(id)),
    look: (providerBatchId) => through(() => port.look(providerBatchId)),
    results: (over) => resultsInTurn(port, limit, over),
  };
}

/** The reading of the files is one call in flight for as long as it lasts. It follows a look that went through, so the breaker is not asked again. */
async function* resultsInTurn(port: BatchPort, limit: LimitFunction, over: BatchOver): AsyncGenerator<BatchResult> {
  const [turn, read] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  void limit(async () => {
    turn.resolve();
    await read.promise;
  });
  await turn.promise;
  try {
    yield* port.results(over);
  } finally {
    read.resolve();
  }
}
