import { randomBytes } from 'node:crypto';
import sharp from 'sharp';
import type { Child } from './child.ts';
import { fire } from './load.ts';
import type { Section } from './report.ts';
import type { Stage } from './stage.ts';

const images = 4;
/** Of noise, which cannot be packed: about 20 MB. */
const edge = 2600;
const megabytesMost = 150;

/** What an edit of four large images takes in memory: bringing them, and sending them on. */
export async function benchEdits(stage: Stage): Promise<Section> {
  const picture = await sharp(randomBytes(edge * edge * 3), { raw: { width: edge, height: edge, channels: 3 } })
    .png({ compressionLevel: 0 })
    .toBuffer();
  const service = await stage.serve();
  await fire({ addresses: [service.address], question: { query: '{ __typename }' }, connections: 1, amount: 500 });
  const rest = await service.used();
  const uploadIds: string[] = [];
  for (let count = 0; count < images; count += 1) uploadIds.push(await upload(service, picture));
  const brought = await service.used();
  await edit(service, uploadIds);
  const edited = await service.used();
  await service.stop();
  const above = [brought, edited].map(({ peakBytes }) => (peakBytes - Math.max(rest.peakBytes, rest.residentBytes)) / 1_000_000);
  const [uploading = 0, both = 0] = above;
  return {
    title: 'An edit of large images',
    method: `${images} images of ${(picture.length / 1_000_000).toFixed(1)} MB each brought one after the other, then sent to the provider in one edit; the peak of the process compared with its rest.`,
    rates: [],
    promised: [
      {
        promise: `under ${megabytesMost} MB above its rest`,
        measured: `${uploading.toFixed(0)} MB after the uploads, ${both.toFixed(0)} MB after the edit`,
        holds: both < megabytesMost,
      },
    ],
  };
}

async function upload({ address }: Child, picture: Buffer): Promise<string> {
  const response = await fetch(`${address}/uploads`, {
    method: 'POST',
    headers: { 'content-type': 'image/png' },
    body: new Uint8Array(picture),
  });
  const shown = (await response.json()) as { readonly id: string; readonly message?: string };
  if (response.status !== 201) throw new Error(`The upload was refused: ${shown.message}`);
  return shown.id;
}

async function edit({ address }: Child, uploadIds: readonly string[]): Promise<void> {
  const request = { model: 'gpt-image-2', prompt: 'Sparkling shell with a pearl', size: '1024x1024', quality: 'low', operation: 'EDIT' };
  const input = {
    requestKey: 'large',
    providers: ['openai'],
    request: { ...request, images: uploadIds.map((uploadId) => ({ uploadId })) },
  };
  const query = 'mutation ($input: GenerateInput!) { generate(input: $input) { ... on Generation { status } ... on Refusal { message } } }';
  const response = await fetch(`${address}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables: { input } }),
  });
  const answer = await response.text();
  if (!answer.includes('SUCCEEDED')) throw new Error(`The edit did not succeed: ${answer}`);
}
