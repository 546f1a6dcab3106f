import type { EditOverhead, InputImageFacts } from './input-image-facts.ts';
import type { OutputTokenFacts } from './output-token-facts.ts';
import type { SizeRule } from './size-rule.ts';

/** What is known of one model, as data. Adding a model is adding one file that holds this, and naming it in `models.ts`: prices aside, nothing else lists models. */
export interface ModelFacts {
  /** The exact name; names are never matched by prefix. */
  readonly name: string;
  /** Dated names that run the same model and are billed as it. */
  readonly snapshots: readonly string[];
  /** The name under which facts speak of the model and its sisters, where it is the one they are true of; nobody runs it. Null for most. */
  readonly family: string | null;
  /** Who makes the model; the others relay it. */
  readonly maker: string;
  /** Providers that list it, by exact name; with the model come its snapshots. */
  readonly servedBy: readonly string[];
  /** UTC days: first of service, and the first without it; null while no end is announced. */
  readonly released: string;
  readonly shutDown: string | null;
  readonly sizes: SizeRule;
  /** Sizes a picker may offer first. */
  readonly suggestedSizes: readonly string[];
  /** Quality words from the cheapest to the dearest, without `auto`. */
  readonly qualities: readonly string[];
  /** Legacy quality words that the model's own documentation names. */
  readonly legacyQualities: readonly string[];
  readonly transparentBackground: boolean;
  readonly outputFormats: readonly string[];
  /** Whether `inputFidelity` is a choice: gpt-image-2 always reads its input images closely. */
  readonly choosesInputFidelity: boolean;
  readonly inputImages: InputImageFacts;
  readonly editOverhead: EditOverhead;
  readonly outputTokens: OutputTokenFacts;
  /** The most output text tokens an image is allowed for in a ceiling, where the model bills a number nobody can foretell; else null. */
  readonly textOutputTokensMost: number | null;
  /** The output text tokens an image has at least and as expected, where a caller handed in counts of them. */
  readonly textOutputTokensSeen?: { readonly floor: number; readonly expected: number };
  /** The token-billed model that a flat price of this one is held against; null where none is. */
  readonly comparable: string | null;
}
