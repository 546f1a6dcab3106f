import { billAt, billBatchItem, billCall, formatCrumbs } from './bill-call.ts';
import type { Bill, CountedUse } from './bill-call.ts';
import type { AcceptedCall } from './check-call.ts';
import { countUse } from './count-use.ts';
import type { InvoiceLine } from './invoice.ts';
import type { OwnPrice } from './misbehaviour/own-prices.ts';
import { drawEdit } from './edit/draw-edit.ts';
import type { Edit } from './edit/edit-image.ts';
import type { PictureContent } from './picture/compose-picture.ts';
import { drawPicture, encodePicture } from './picture/draw-picture.ts';
import type { Encoding } from './picture/draw-picture.ts';

/** When and under which ids a call is answered. */
export interface Occasion {
  readonly at: Date;
  readonly requestId: string;
  readonly clientRequestId: string | null;
  /** A price of its own that the sandbox takes at this instant instead of the published one. */
  readonly ownPrice?: OwnPrice | undefined;
  /** The call came as an item of a batch, which has prices of its own. */
  readonly inBatch?: boolean | undefined;
}

/** What the client gets, and the line that bills it. */
export interface Answer {
  readonly reply: Readonly<Record<string, unknown>>;
  readonly line: InvoiceLine;
}

/** Draws the pictures of a call, counts what they used and bills it; undefined where the price list sells no such call that day. */
export async function answerCall(call: AcceptedCall, occasion: Occasion): Promise<Answer | undefined> {
  const use = await countUse(call);
  const bill = priceOf(call, use, occasion);
  if (bill === undefined) return undefined;
  const pictures = await drawAll(call);
  return { reply: composeReply(call, use, pictures, occasion.at), line: composeLine(call, use, bill, occasion) };
}

function priceOf(call: AcceptedCall, use: CountedUse, { at, ownPrice, inBatch }: Occasion): Bill | undefined {
  const day = at.toISOString().slice(0, 10);
  if (inBatch === true) return billBatchItem(call, use, day);
  return ownPrice === undefined ? billCall(call, use, day) : billAt(ownPrice, use);
}

async function drawAll(call: AcceptedCall): Promise<readonly Buffer[]> {
  const [width = 0, height = 0] = call.size.split('x').map(Number);
  const caption = `${call.modelName} · ${call.size} · ${call.quality}`;
  const drawn = Array.from({ length: call.n }, async (_, index) => {
    const content = { prompt: call.prompt, width, height, index, caption, transparent: call.background === 'transparent' };
    const encoding = { format: call.outputFormat, compression: call.outputCompression };
    return call.edit === undefined
      ? await drawPicture(content, encoding)
      : await drawEdited(content, { ...call, edit: call.edit }, encoding);
  });
  return await Promise.all(drawn);
}

async function drawEdited(
  content: PictureContent,
  { edit, provider }: AcceptedCall & { readonly edit: Edit },
  encoding: Encoding,
): Promise<Buffer> {
  const picture = await drawPicture(content, { format: 'png', compression: 100 });
  return await encodePicture(await drawEdit(picture, edit, provider.editedArea), encoding);
}

function composeReply(call: AcceptedCall, use: CountedUse, pictures: readonly Buffer[], at: Date): Answer['reply'] {
  const revised = call.provider.revisesPrompts ? { revised_prompt: `${call.prompt} (as the sandbox drew it)` } : {};
  const data = pictures.map((picture) => ({ b64_json: picture.toString('base64'), ...revised }));
  const created = Math.floor(at.getTime() / 1000);
  if (call.provider.reply === 'no-usage') return { created, data };
  const usage = composeUsage(call, use);
  if (call.model.name === 'gpt-image-2-preview') return { data, created, usage };
  const echo = { background: call.background, output_format: call.outputFormat, quality: call.quality, size: call.size };
  return { created, data, ...echo, usage };
}

/** Only OpenAI says how much of the output is text; elsewhere output tokens come as one figure. */
function composeUsage(call: AcceptedCall, use: CountedUse): Readonly<Record<string, unknown>> {
  const input = use.textIn + use.imageIn;
  const output = use.imageOut + use.textOut;
  const details = { image_tokens: use.imageOut, text_tokens: use.textOut };
  return {
    input_tokens: input,
    input_tokens_details: { image_tokens: use.imageIn, text_tokens: use.textIn },
    output_tokens: output,
    ...(call.model.writesText && call.provider.name === 'openai' ? { output_tokens_details: details } : {}),
    total_tokens: input + output,
  };
}

function composeLine(call: AcceptedCall, use: CountedUse, { total, items }: Bill, occasion: Occasion): InvoiceLine {
  const named = `${call.modelName}${occasion.inBatch === true ? ' batch' : ''}`;
  return {
    provider: call.provider.name,
    answeredAt: occasion.at.toISOString(),
    requestId: occasion.requestId,
    clientRequestId: occasion.clientRequestId,
    model: call.modelName,
    size: call.size,
    quality: call.quality,
    images: use.images,
    usage: { textIn: use.textIn, imageIn: use.imageIn, imageOut: use.imageOut, textOut: use.textOut },
    amount: formatCrumbs(total),
    currency: 'USD',
    operation: call.edit === undefined ? 'image.generation' : 'image.edit',
    items: items.map(({ item, amount, ...each }) => ({ ...each, item: `${named}, ${item}`, amount: formatCrumbs(amount) })),
  };
}
