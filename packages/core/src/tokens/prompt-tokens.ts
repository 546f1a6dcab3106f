import { countByBytePairs } from './byte-pairs.ts';
import { lengthProblem } from './prompt.ts';
import { noRank, rankOf, rankTable, type RankTable } from './rank-table.ts';
import { utf8Bytes } from './utf8.ts';

/** Text tokens a generation bills beside those of its prompt. Source: usage objects posted by users; "Sparkling shell with a pearl" has 6 and bills 12. */
export const promptOverheadTokens = 6;

/** What the tokenizer is made of: how a text is cut into pieces that are encoded each for itself, and the tokens by their bytes. */
interface Tokenizer {
  readonly pieces: RegExp;
  readonly ranks: RankTable;
}

let loaded: Promise<Tokenizer> | undefined;

/**
 * The o200k_base tokens of a prompt, without the overhead: `await countPromptTokens('Sparkling shell with a pearl')` is 6. Nothing is special in a prompt: text that
 * looks like a control token is counted as the characters it is. The vocabulary is loaded at the first call, and no call leaves anything behind that slows the next.
 * Check the prompt first (`checkPrompt`): what it refuses as too long, or as no text, is not counted, and the promise is rejected with its sentence.
 */
export async function countPromptTokens(prompt: string): Promise<number> {
  const problem = lengthProblem(prompt);
  if (problem !== undefined) throw new RangeError(problem.message);
  loaded ??= loadTokenizer();
  const { pieces, ranks } = await loaded;
  const known = new Map<string, number>();
  let tokens = 0;
  for (const piece of prompt.toWellFormed().match(pieces) ?? []) {
    const count = known.get(piece) ?? countPiece(piece, ranks);
    known.set(piece, count);
    tokens += count;
  }
  return tokens;
}

/** Most pieces are a token; the others are joined from their bytes. */
function countPiece(piece: string, ranks: RankTable): number {
  const bytes = utf8Bytes(piece);
  return rankOf(ranks, bytes, 0, bytes.length) === noRank ? countByBytePairs(bytes, ranks) : 1;
}

async function loadTokenizer(): Promise<Tokenizer> {
  const [{ default: vocabulary }, { O200K_TOKEN_SPLIT_REGEX: pieces }] = await Promise.all([
    import('gpt-tokenizer/bpeRanks/o200k_base'),
    import('gpt-tokenizer/encodingParams/constants'),
  ]);
  const ranks = rankTable(vocabulary);
  for (const piece of rehearsal) countPiece(piece, ranks);
  return { pieces, ranks };
}

/** Hard pieces, counted once as the vocabulary is loaded: the engine has then compiled the loops, and the first hard prompt takes no longer than the next. */
const rehearsal: readonly string[] = ['a', ' ', '.', '😀', '鯨'].map((unit) => unit.repeat(1500));
