import { readConditions, writeConditions } from './conditions-cell.ts';

/** What a text of the sheet says, and back. A text that makes no sense is handed on, for the engine to refuse. */
export interface CellForm {
  readonly write: (value: unknown) => string;
  readonly read: (text: string) => unknown;
}

type Fields = Readonly<Record<string, unknown>>;

/** Whole numbers as they are typed: "1 000 000" → 1000000. */
export function unitsOf(text: string): unknown {
  const plain = text.replaceAll(/[\s_]/g, '');
  return /^\d{1,15}$/.test(plain) ? Number(plain) : text;
}

/** Text in a cell as it is. */
export const asText: CellForm = { write: (value) => (typeof value === 'string' ? value : ''), read: (text) => text };

/** A number of units. */
export const asUnits: CellForm = { write: (value) => (typeof value === 'number' ? String(value) : ''), read: unitsOf };

/** Tiers, each up to a bound: [{ upTo: 100, price: '0' }, { upTo: 10000, price: '0.04' }] ↔ "100: 0; 10000: 0.04". */
export const asTiers: CellForm = {
  write: (value) =>
    Array.isArray(value) ? (value as readonly Fields[]).map(({ upTo, price }) => `${String(upTo)}: ${String(price)}`).join('; ') : '',
  read: (text) =>
    text
      .split(';')
      .filter((part) => part.trim() !== '')
      .map((part) => {
        const [upTo = '', ...price] = part.split(':');
        return { upTo: unitsOf(upTo.trim()), price: price.join(':').trim() };
      }),
};

/** Credits, and what they cost: { price: '1.00', per: 211 } ↔ "211 for 1.00". */
export const asCredit: CellForm = {
  write: (value) => {
    const { price, per } = value as Fields;
    return `${String(per)} for ${String(price)}`;
  },
  read: (text) => {
    const [per = '', ...price] = text.split(/\bfor\b/);
    return { price: price.join('for').trim(), per: unitsOf(per.trim()) };
  },
};

/** Names of sizes up to a bound: [{ name: '1K', longestEdgeMost: 1024 }, { name: '4K', pixelsMost: 8294400 }] ↔ "1K: 1024 edge; 4K: 8294400 pixels". */
export const asSizeTiers: CellForm = {
  write: (value) =>
    Array.isArray(value)
      ? (value as readonly Fields[])
          .map(({ name, longestEdgeMost: edge, pixelsMost: pixels }) => {
            const bounds = [
              ...(typeof edge === 'number' ? [`${edge} edge`] : []),
              ...(typeof pixels === 'number' ? [`${pixels} pixels`] : []),
            ];
            return `${String(name)}: ${bounds.join(', ')}`;
          })
          .join('; ')
      : '',
  read: (text) =>
    text
      .split(';')
      .filter((part) => part.trim() !== '')
      .map((part) => {
        const [name = '', ...bounds] = part.split(':');
        return { name: name.trim(), ...Object.fromEntries(bounds.join(':').split(',').map(sizeBound)) };
      }),
};

/** "8294400 pixels" → the most pixels; "1024 edge", or a number alone → the most of the longest edge. */
function sizeBound(text: string): readonly [string, unknown] {
  const [, bound = text.trim(), what] = /^\s*(.*?)\s*(edge|pixels)\s*$/.exec(text) ?? [];
  return [what === 'pixels' ? 'pixelsMost' : 'longestEdgeMost', unitsOf(bound)];
}

/** Conditions, as they are typed: "quality: low; size: a, b". */
export const asConditions: CellForm = { write: writeConditions, read: readConditions };

/**
 * What a price is a factor of, but for the factor: { book: 'cost' } ↔ "cost"; { provider: 'openai' } ↔ "openai"; further names follow behind slashes,
 * as in "openai / gpt-image-2 / batch".
 */
export const asBase: CellForm = {
  write: (value) => {
    const { book, provider, model, mode } = value as Fields;
    return [book, provider, model, mode].filter((name) => typeof name === 'string').join(' / ');
  },
  read: (text) => {
    const names = text.split('/').map((name) => name.trim());
    const book = names[0] === 'cost' ? names.shift() : undefined;
    const [provider, model, mode] = names;
    return { ...(book && { book }), ...(provider && { provider }), ...(model && { model }), ...(mode && { mode: mode.toLowerCase() }) };
  },
};

/** A text for a value, where reading it gives that value again; undefined where the text would lose something. */
export function writtenWhole({ write, read }: CellForm, value: unknown): string | undefined {
  const text = write(value);
  return text !== '' && sorted(read(text)) === sorted(value) ? text : undefined;
}

/** A value as text, whatever the order of its fields. */
function sorted(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
