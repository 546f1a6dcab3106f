/** How a model's picture size may be asked for: one of a few, or any within the free rule. */
type SizeRule = 'fixed' | 'free';

/** Which way the model's output tokens are counted: by table, by grid, or by figures of our own inside the published range. */
export type CountRule = 'table' | 'grid-2' | 'grid-2.5' | 'observed-mini' | 'observed-2.6';

/** What the sandbox knows of a model it plays. */
export interface PlayedModel {
  readonly name: string;
  readonly sizes: SizeRule;
  readonly qualities: readonly string[];
  readonly count: CountRule;
  /** The model also writes text, and says so in its usage. */
  readonly writesText: boolean;
  readonly transparent: boolean;
  /** Which way the tokens of input images are counted. */
  readonly countsInput: 'patches' | 'tiles' | 'none';
  /** Text tokens that an edit adds to those of its prompt, for each input image. */
  readonly editOverhead: number;
  /** Whether a caller may choose how closely input images are read. */
  readonly choosesFidelity: boolean;
}

const three = ['low', 'medium', 'high'];
const five = [...three, 'xhigh', 'max'];

function fixed(name: string, count: CountRule, writesText: boolean): PlayedModel {
  const choosesFidelity = name !== 'gpt-image-1-mini';
  const input = { countsInput: 'tiles', editOverhead: 15, choosesFidelity } as const;
  return { name, sizes: 'fixed', qualities: three, count, writesText, transparent: true, ...input };
}

function free(name: string, count: CountRule, qualities: readonly string[]): PlayedModel {
  return {
    name,
    sizes: 'free',
    qualities,
    count,
    writesText: false,
    transparent: name !== 'gpt-image-2' && name !== 'gpt-image-2-preview',
    countsInput: 'patches',
    editOverhead: 7,
    choosesFidelity: false,
  };
}

const played: readonly PlayedModel[] = [
  fixed('gpt-image-1', 'table', false),
  fixed('gpt-image-1-mini', 'observed-mini', false),
  fixed('gpt-image-1.5', 'table', true),
  fixed('chatgpt-image-latest', 'table', true),
  free('gpt-image-2', 'grid-2', three),
  free('gpt-image-2-preview', 'grid-2', three),
  free('gpt-image-2.5-sunburst', 'grid-2.5', five),
  free('gpt-image-2.5-flare', 'grid-2.5', five),
  free('gpt-image-2.6-sunburst', 'observed-2.6', five),
  free('gpt-image-2.6-flare', 'observed-2.6', five),
];

const snapshots: Readonly<Record<string, string>> = {
  'gpt-image-2.5-sunburst-2026-09-08': 'gpt-image-2.5-sunburst',
  'gpt-image-2.5-flare-2026-09-08': 'gpt-image-2.5-flare',
};

/** The model of an exact name or dated snapshot; undefined when the sandbox plays none of that name. */
export function playedModel(name: string): PlayedModel | undefined {
  const exact = snapshots[name] ?? name;
  return played.find((model) => model.name === exact);
}
