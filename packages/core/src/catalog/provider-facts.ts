import type { Meter } from '../meter/meter.ts';

/** What is known of one provider, as data: which other names it takes, what it fills in. */
export interface ProviderFacts {
  readonly name: string;
  /** Another name it takes → the model it runs. */
  readonly aliases: Readonly<Record<string, string>>;
  /** What it takes where the request says nothing. `standard` is for models that know the word. */
  readonly defaults: { readonly size: string; readonly quality: string; readonly legacyQuality?: string };
  /** Quality words it takes for every model besides the model's own, though what they become is not documented. */
  readonly furtherQualities: readonly string[];
  /** Meters that a model it serves can bill, and that its price list names nowhere: whether it bills them, and at what, is not known. */
  readonly unlistedMeters: readonly Meter[];
  /** The part of a mask that is edited. */
  readonly editedArea: 'transparent' | 'white';
}
