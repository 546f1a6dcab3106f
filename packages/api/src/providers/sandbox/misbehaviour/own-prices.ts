import type { AcceptedCall } from '../check-call.ts';

/** A price the sandbox takes of its own accord from an instant on: dollars a million tokens, or dollars an image, as decimal text. */
export interface OwnPrice {
  readonly provider: string;
  readonly model: string;
  /** RFC 3339 UTC: the first instant at which it is taken. */
  readonly from: string;
  readonly textIn?: string | undefined;
  readonly imageIn?: string | undefined;
  readonly imageOut?: string | undefined;
  readonly each?: string | undefined;
}

/** Prices beside the published list, which they outrank from their instant on. */
export class OwnPrices {
  #prices: readonly OwnPrice[] = [];

  get all(): readonly OwnPrice[] {
    return this.#prices;
  }

  add(price: OwnPrice): void {
    this.#prices = [...this.#prices, price];
  }

  clear(): void {
    this.#prices = [];
  }

  /** The latest price that has begun for the model of a call; undefined where the published list holds. */
  of(call: AcceptedCall, at: Date): OwnPrice | undefined {
    return this.#prices
      .filter(
        ({ provider, model, from }) => provider === call.provider.name && model === call.model.name && Date.parse(from) <= at.getTime(),
      )
      .toSorted((one, other) => Date.parse(one.from) - Date.parse(other.from))
      .at(-1);
  }
}
