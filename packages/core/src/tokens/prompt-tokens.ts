import { countByBytePairs } from './byte-pairs.ts';
import { rankTable, type RankTable } from './rank-table.ts';
import { utf8Bytes } from './utf8.ts';

/** Text tokens a generation bills beside those of its prompt. Source: usage objects posted by users; "Sparkling shell with a pearl" has 6 and bills 12. */
export const promptOverheadTokens = 6;

/** Nothing is special in a prompt: text that looks like a control token is counted as the characters it is. */
const asPlainText = { allowedSpecial: new Set<string>(), disallowedSpecial: new Set<string>() };

/** The tokenizer joins the bytes of one unbroken piece in steps that grow with the square of its length: longer pieces are joined here. */
const pieceCharactersMost = 16;

interface Tokenizer {
  /** Tokens of a text whose pieces are short. */
  readonly countTokens: (text: string) => number;
  /** Cuts a text into the pieces that are encoded each for itself. */
  readonly pieces: RegExp;
  /** Made when the first long piece comes. */
  readonly ranks: () => RankTable;
}

let loaded: Promise<Tokenizer> | undefined;

/**
 * The o200k_base tokens of a prompt, without the overhead: `await countPromptTokens('Sparkling shell with a pearl')` is 6.
 * The tokenizer is loaded at the first call. Check the prompt first (`checkPrompt`): its length bounds the time this takes.
 */
export async function countPromptTokens(prompt: string): Promise<number> {
  loaded ??= loadTokenizer();
  const { countTokens, pieces, ranks } = await loaded;
  const cut = prompt.match(pieces) ?? [];
  if (cut.every(isShort)) return countTokens(prompt);
  return cut.reduce((tokens, piece) => tokens + (isShort(piece) ? countTokens(piece) : countByBytePairs(utf8Bytes(piece), ranks())), 0);
}

function isShort(piece: string): boolean {
  return piece.length <= pieceCharactersMost;
}

async function loadTokenizer(): Promise<Tokenizer> {
  const [{ countTokens }, { default: vocabulary }, { O200K_TOKEN_SPLIT_REGEX: pieces }] = await Promise.all([
    import('gpt-tokenizer/encoding/o200k_base'),
    import('gpt-tokenizer/bpeRanks/o200k_base'),
    import('gpt-tokenizer/encodingParams/constants'),
  ]);
  let ranks: RankTable | undefined;
  return { countTokens: (text) => countTokens(text, asPlainText), pieces, ranks: () => (ranks ??= ranksOf(vocabulary)) };
}

/** Each token of the vocabulary stands at its rank: as text, or as bytes where they are no whole characters. */
function ranksOf(vocabulary: readonly (string | readonly number[] | undefined)[]): RankTable {
  return rankTable(Array.from(vocabulary, (token) => (typeof token === 'string' ? utf8Bytes(token) : token && Uint8Array.from(token))));
}
