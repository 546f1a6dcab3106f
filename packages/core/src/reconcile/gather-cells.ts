import { compareTexts } from './read-inputs.ts';
import { emptySums, type Cell } from './remainder.ts';

/** What is left of a meter over the whole period: the cells of its days, projects and keys together. Of a call that is named by its id, the call alone. */
export interface PeriodCell {
  readonly call: string;
  readonly model: string;
  readonly meter: string;
  readonly mode: string;
  readonly conditions: string;
  statedQuantity: bigint;
  statedAmount: bigint;
  recordedQuantity: bigint;
  recordedAmount: bigint;
  charges: number;
  spareTokens: bigint;
  usageShift: bigint;
  isMet: boolean;
  statedLines: number;
  readonly cells: Cell[];
}

/** Cells that are compared together: the same input or output of a model. */
export interface CellGroup {
  readonly call: string;
  readonly model: string;
  readonly kind: string;
  readonly cells: readonly PeriodCell[];
}

/** What is left of one call, or of all that is aggregated, by period, in groups (model; text in, image in, text out, image out or images); in one order whatever order it came in. */
export function gatherGroups(left: readonly Cell[]): readonly CellGroup[] {
  const groups = new Map<string, { readonly group: Omit<CellGroup, 'cells'>; readonly cells: Map<string, PeriodCell> }>();
  for (const cell of left) {
    const { call, model, meter, mode, conditions } = cell;
    const kind = kindOf(meter);
    const key = `${model}\n${kind}`;
    const group = groups.get(key) ?? { group: { call, model, kind }, cells: new Map<string, PeriodCell>() };
    groups.set(key, group);
    const cellKey = `${meter}\n${mode}\n${conditions}`;
    const gathered = group.cells.get(cellKey) ?? emptyCell({ call, model, meter, mode, conditions });
    group.cells.set(cellKey, gathered);
    addTo(gathered, cell);
  }
  return [...groups]
    .toSorted(([a], [b]) => compareTexts(a, b))
    .map(([, { group, cells }]) => ({ ...group, cells: [...cells].toSorted(([a], [b]) => compareTexts(a, b)).map(([, cell]) => cell) }));
}

/** The group a meter belongs to: cached input with the other input, images with tokens of images. */
function kindOf(meter: string): string {
  if (meter === 'image' || meter === 'image_output') return 'image out';
  return meter
    .replace(/_cached$/, '')
    .replace('_input', ' in')
    .replace('_output', ' out');
}

function emptyCell(place: Pick<PeriodCell, 'call' | 'model' | 'meter' | 'mode' | 'conditions'>): PeriodCell {
  const { bareLines: _bareLines, ...sums } = emptySums();
  return { ...place, ...sums, charges: 0, statedLines: 0, cells: [] };
}

function addTo(gathered: PeriodCell, cell: Cell): void {
  gathered.statedQuantity += cell.statedQuantity;
  gathered.statedAmount += cell.statedAmount;
  gathered.recordedQuantity += cell.recordedQuantity;
  gathered.recordedAmount += cell.recordedAmount;
  gathered.charges += cell.charges.length;
  gathered.spareTokens += cell.spareTokens;
  gathered.usageShift += cell.usageShift;
  gathered.isMet ||= cell.isMet;
  gathered.statedLines += cell.lines.length;
  gathered.cells.push(cell);
}
