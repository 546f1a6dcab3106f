import { Tokenizer, TokenParser, TokenType } from '@streamparser/json';
import { StatementBroken, type Place } from './stated.ts';

/** A number of a JSON text, digit by digit as it was written. */
export class JsonNumber {
  constructor(readonly text: string) {}
}

/** A value that was asked for, with the way to it and the place where it begins. */
export interface JsonValue {
  /** Keys and indexes from the document on: `['data', 0, 'results', 3]`. */
  readonly path: readonly (string | number)[];
  readonly place: Place;
  readonly value: unknown;
}

/** Keeps every number as its text: nothing here goes through a binary fraction. */
class ExactTokenizer extends Tokenizer {
  override parseNumber(text: string): number {
    // The library passes on whatever stands for the number; its type knows of numbers alone.
    return new JsonNumber(text) as unknown as number;
  }
}

/** What a text may say at a stretch without a value that is asked for: so much of it is held at once. */
const charactersMost = 10_000_000;

const { COMMA, LEFT_BRACE, LEFT_BRACKET, RIGHT_BRACE, RIGHT_BRACKET } = TokenType;

/**
 * Values of a JSON text as it arrives, those under the given paths alone (`$.data.*.results.*`), so that a text of any length takes no more memory than its largest such value. One
 * document may follow another, or all stand in one list; the end of each yields a value with an empty path. Throws `StatementBroken` at the place where the text is no JSON, or ends too early.
 */
export async function* jsonValues(text: AsyncIterable<string>, paths: readonly string[]): AsyncGenerator<JsonValue> {
  const reading = new JsonReading(paths);
  for await (const chunk of text) yield* reading.take(chunk);
  reading.end();
}

class JsonReading {
  readonly #tokenizer = new ExactTokenizer({ separator: '' });
  readonly #parser: TokenParser;
  readonly #lines = new LineCount();
  /** Where each object and list begins that is not whole yet. */
  readonly #begun: Place[] = [];
  #at: Place = { line: 1, column: 1 };
  #found: JsonValue[] = [];
  #trouble: Error | undefined;
  #documents = 0;
  #sinceValue = 0;
  /** Whether the documents stand in a list, and whether that has ended. */
  #list: 'none' | 'open' | 'closed' = 'none';

  constructor(paths: readonly string[]) {
    this.#parser = new TokenParser({ paths: [...paths], keepStack: false, separator: '' });
    const fail = (cause: Error): void => {
      this.#trouble ??= cause;
    };
    this.#parser.onError = fail;
    this.#tokenizer.onError = fail;
    this.#tokenizer.onToken = (token) => this.#step(token);
    this.#parser.onValue = ({ value, key, stack }) => {
      const path = [...stack.slice(1).map((each) => each.key), key].filter((part) => part !== undefined);
      this.#found.push({ path, place: this.#at, value });
    };
  }

  take(chunk: string): readonly JsonValue[] {
    this.#lines.add(chunk);
    this.#tokenizer.write(chunk);
    this.#sinceValue += chunk.length;
    if (this.#found.length > 0) this.#sinceValue = 0;
    if (this.#sinceValue > charactersMost)
      throw new StatementBroken(`A value begins here that has more than ${charactersMost} characters: no statement has one.`, this.#at);
    if (this.#trouble !== undefined)
      throw new StatementBroken(
        `The text is no JSON: ${this.#trouble.message.replace(/ (?:at chunk position|in state) .*$/, '')}.`,
        this.#at,
      );
    const found = this.#found;
    this.#found = [];
    return found;
  }

  end(): void {
    const isWhole = this.#begun.length === 0 && this.#documents > 0 && this.#list !== 'open';
    if (!isWhole) throw new StatementBroken('The text ends before its JSON does: bring the file whole.', this.#lines.end());
  }

  #step(token: Parameters<Tokenizer['onToken']>[0]): void {
    if (this.#trouble !== undefined || this.#isOfList(token.token)) return;
    const isEnd = token.token === RIGHT_BRACE || token.token === RIGHT_BRACKET;
    this.#at = (isEnd ? this.#begun.pop() : undefined) ?? this.#lines.placeOf(token.offset);
    if (token.token === LEFT_BRACE || token.token === LEFT_BRACKET) this.#begun.push(this.#at);
    this.#parser.write(token);
    if (!isEnd || this.#begun.length > 0) return;
    this.#documents += 1;
    this.#found.push({ path: [], place: this.#at, value: undefined });
  }

  /** The brackets and commas of a list around all documents belong to none of them. */
  #isOfList(token: TokenType): boolean {
    if (this.#begun.length > 0) return false;
    if (token === LEFT_BRACKET && this.#documents === 0 && this.#list === 'none') this.#list = 'open';
    else if (token === RIGHT_BRACKET && this.#list === 'open') this.#list = 'closed';
    else return token === COMMA && this.#list === 'open';
    return true;
  }
}

/** Where the lines of the last piece of a text begin. Offsets are of bytes in UTF-8, as the tokenizer counts. */
class LineCount {
  #bytes = 0;
  #starts: { readonly offset: number; readonly line: number }[] = [{ offset: 0, line: 1 }];

  add(chunk: string): void {
    let last = this.#starts.at(-1) ?? { offset: 0, line: 1 };
    this.#starts = [last];
    const bytes = Buffer.from(chunk, 'utf8');
    for (let next = bytes.indexOf(0x0a); next !== -1; next = bytes.indexOf(0x0a, next + 1)) {
      last = { offset: this.#bytes + next + 1, line: last.line + 1 };
      this.#starts.push(last);
    }
    this.#bytes += bytes.byteLength;
  }

  placeOf(offset: number): Place {
    let [low, high] = [0, this.#starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle]?.offset ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    const start = this.#starts[low] ?? { offset: 0, line: 1 };
    return { line: start.line, column: Math.max(1, offset - start.offset + 1) };
  }

  end(): Place {
    return this.placeOf(this.#bytes);
  }
}
