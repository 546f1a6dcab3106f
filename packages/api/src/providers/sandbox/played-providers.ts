/** A provider as the sandbox plays it: the names it takes, what it fills in, and how much it says about usage. */
export interface PlayedProvider {
  readonly name: string;
  readonly models: readonly string[];
  /** Other names it takes, each with the model that then runs. */
  readonly aliases: Readonly<Record<string, string>>;
  /** Quality words it takes beside the model's own. */
  readonly extraQualities: readonly string[];
  readonly defaultQuality: string;
  readonly reply: 'usage' | 'no-usage';
  /** Parameters it takes beside OpenAI's. */
  readonly extraParameters: readonly string[];
  /** Whether it sends replies as a stream of events where it is asked to. */
  readonly streams: boolean;
  /** Whether it takes batches. */
  readonly batches: boolean;
  /** Whether it states costs and usage to whoever shows an admin key. */
  readonly statesCosts: boolean;
  /** Whether it can keep pictures for a while and name them by an address. */
  readonly hostsImages: boolean;
  /** The part of a mask that it edits. */
  readonly editedArea: 'transparent' | 'white';
  /** Whether it says how the prompt was rewritten. */
  readonly revisesPrompts: boolean;
}

const openai: PlayedProvider = {
  name: 'openai',
  models: [
    'gpt-image-1',
    'gpt-image-1-mini',
    'gpt-image-1.5',
    'chatgpt-image-latest',
    'gpt-image-2',
    'gpt-image-2.5-sunburst',
    'gpt-image-2.5-flare',
    'gpt-image-2.5-sunburst-2026-09-08',
    'gpt-image-2.5-flare-2026-09-08',
    'gpt-image-2.6-sunburst',
    'gpt-image-2.6-flare',
  ],
  aliases: {},
  extraQualities: [],
  defaultQuality: 'auto',
  reply: 'usage',
  extraParameters: [],
  streams: true,
  batches: true,
  statesCosts: true,
  hostsImages: false,
  editedArea: 'transparent',
  revisesPrompts: false,
};

const piapi: PlayedProvider = {
  name: 'piapi',
  models: ['gpt-image-1', 'gpt-image-1.5', 'gpt-image-2', 'gpt-image-2-preview'],
  aliases: {},
  extraQualities: ['standard'],
  defaultQuality: 'auto',
  reply: 'usage',
  extraParameters: ['response_format'],
  streams: false,
  batches: false,
  statesCosts: false,
  hostsImages: true,
  editedArea: 'transparent',
  revisesPrompts: false,
};

const smartaipi: PlayedProvider = {
  name: 'smartaipi',
  models: ['gpt-image-2'],
  aliases: { 'dall-e': 'gpt-image-2', 'dall-e-3': 'gpt-image-2', 'gpt-image': 'gpt-image-2', 'gpt-image-latest': 'gpt-image-2' },
  extraQualities: [],
  defaultQuality: 'medium',
  reply: 'no-usage',
  extraParameters: [],
  streams: false,
  batches: false,
  statesCosts: false,
  hostsImages: false,
  editedArea: 'white',
  revisesPrompts: true,
};

/** The providers the sandbox can play, each under its own path. */
export const playedProviders: readonly PlayedProvider[] = [openai, piapi, smartaipi];
