import type { AdvertisedSaving } from '../catalog/advertised-savings.ts';
import { parseSize } from '../catalog/size-rule.ts';
import { formatDecimal, parseDecimal, picoPerUnit } from '../money/decimal.ts';
import { divideHalfEven } from '../money/rounding.ts';
import type { PriceBook } from '../price-book/price-book.ts';
import { mustHold } from '../refusal/must-hold.ts';
import type { ClaimFinding } from './claim-finding.ts';
import { outputCost } from './output-cost.ts';
import { percentText } from './percent-text.ts';
import { percentTolerated } from './print-gap.ts';

type Finding = Pick<ClaimFinding, 'code' | 'subject' | 'claimed' | 'found' | 'sentence'>;

/** What of an advertised saving the prices do not bear out: by the other's prices as the document itself lists them, and by its own as they stand in the book. */
export function savingFindings(book: PriceBook, claim: AdvertisedSaving, at: string): readonly ClaimFinding[] {
  const { provider, model, source } = claim;
  const own = (quality: string, size: string) => outputCost(book, { provider, model, quality, size, at })?.pico;
  const findings = [...cellFindings(claim, own), ...cycleFindings(claim, own), ...pixelFindings(claim), ...oblongFindings(claim)];
  return findings.map((finding) => ({ provider, model, source, ...finding }));
}

type OwnCost = (quality: string, size: string) => bigint | undefined;

function cellFindings(claim: AdvertisedSaving, own: OwnCost): readonly Finding[] {
  const cells = Object.entries(claim.statedReference).flatMap(([quality, row]) =>
    Object.entries(row).map(([size, price]) => ({ quality, size, price })),
  );
  return cells.flatMap(({ quality, size, price }) => {
    const [reference, charged] = [picoOf(price), own(quality, size)];
    if (charged === undefined) return [];
    const saved = reference - charged;
    if (saved * 100n >= reference * (BigInt(claim.percent) - percentTolerated)) return [];
    const found = percentText(saved, reference);
    const sentence = `${quality} ${size} is advertised ${claim.percent}% under ${claim.against}, and is ${found}% under the ${formatDecimal(reference)} listed beside it.`;
    return [{ code: 'saving-not-met', subject: `${quality} ${size}`, claimed: String(claim.percent), found, sentence }] as const;
  });
}

function cycleFindings({ cycle, statedReference, against }: AdvertisedSaving, own: OwnCost): readonly Finding[] {
  const costs = cycle.images.map(({ quality, size, count }) => {
    const [listed, charged] = [statedReference[quality]?.[size], own(quality, size)];
    return listed === undefined || charged === undefined
      ? undefined
      : { listed: picoOf(listed) * BigInt(count), charged: charged * BigInt(count) };
  });
  if (costs.includes(undefined)) return [];
  const listed = costs.reduce((sum, cost) => sum + (cost?.listed ?? 0n), 0n);
  const charged = costs.reduce((sum, cost) => sum + (cost?.charged ?? 0n), 0n);
  const saved = (listed - charged) * BigInt(cycle.perMonth);
  const found = formatDecimal(listed);
  const findings: Finding[] = [];
  if (listed !== picoOf(cycle.statedReference)) {
    const sentence = `A cycle is said to cost ${cycle.statedReference} at ${against}, and costs ${found} at the prices listed beside it.`;
    findings.push({ code: 'cycle-not-met', subject: 'a cycle', claimed: cycle.statedReference, found, sentence });
  }
  if (saved < picoOf(cycle.statedSavingPerMonth)) {
    const month = formatDecimal(saved);
    const sentence = `${cycle.perMonth} cycles a month are said to save ${cycle.statedSavingPerMonth}, and save ${month}.`;
    findings.push({
      code: 'month-not-met',
      subject: `${cycle.perMonth} cycles`,
      claimed: cycle.statedSavingPerMonth,
      found: month,
      sentence,
    });
  }
  return findings;
}

function pixelFindings({ pixels }: AdvertisedSaving): readonly Finding[] {
  const found = ratioText(pixelsOf(pixels.larger), pixelsOf(pixels.smaller));
  if (picoOf(found) >= picoOf(pixels.statedRatio)) return [];
  const subject = `${pixels.larger} to ${pixels.smaller}`;
  const sentence = `${pixels.larger} is said to have ${pixels.statedRatio} times the pixels of ${pixels.smaller}, and has ${found} times.`;
  return [{ code: 'pixel-ratio-not-met', subject, claimed: pixels.statedRatio, found, sentence }];
}

function oblongFindings({ oblong, statedReference, against }: AdvertisedSaving): readonly Finding[] {
  return Object.entries(statedReference).flatMap(([quality, row]) => {
    const [square, longer] = [row[oblong.square], row[oblong.oblong]];
    if (square === undefined || longer === undefined) return [];
    const found = ratioText(picoOf(longer), picoOf(square));
    if (picoOf(found) >= picoOf(oblong.statedMultiple)) return [];
    const sentence = `${oblong.oblong} is said to cost ${oblong.statedMultiple} times ${oblong.square} at ${against}, and ${quality} costs ${found} times as listed.`;
    return [{ code: 'oblong-not-dearer', subject: quality, claimed: oblong.statedMultiple, found, sentence }] as const;
  });
}

/** A ratio to two decimals, half-even: `'5.27'`. */
function ratioText(of: bigint, to: bigint): string {
  return formatDecimal(divideHalfEven(of * 100n, to).quotient * (picoPerUnit / 100n));
}

function pixelsOf(size: string): bigint {
  const pixels = parseSize(size);
  return pixels === undefined ? 0n : BigInt(pixels.width * pixels.height);
}

function picoOf(text: string): bigint {
  return mustHold(parseDecimal(text));
}
