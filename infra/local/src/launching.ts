/** What the steps of a start hand each other. */
import type { Progress } from './progress.ts';
import type { Shutdown } from './shutdown.ts';

/** The API package, as its door shows it once it is built. */
export type Api = typeof import('@halfpenny/api');
type Accepted<T> = Extract<T, { ok: true }> extends { value: infer V } ? V : never;
type Settings = Accepted<ReturnType<Api['readSettings']>>;

/** What a start is handed: where the repository is, the environment, and where to show progress. */
export interface Start {
  readonly repository: string;
  readonly env: NodeJS.ProcessEnv;
  readonly progress: Progress;
}

/** A start under way: built, its settings read, its data folder held. */
export interface Launch extends Start {
  readonly api: Api;
  readonly settings: Settings;
  readonly logger: ReturnType<Api['openLogger']>;
  readonly shutdown: Shutdown;
}
