import type { FastifyRequest } from 'fastify';

/** An uploaded file of requests. */
interface Upload {
  readonly name: string;
  readonly text: string;
}

/** The file of a multipart body whose purpose is "batch"; undefined where there is none. The body is a Buffer, as its parser left it. */
export async function readUpload(request: FastifyRequest): Promise<Upload | undefined> {
  const type = request.headers['content-type'] ?? '';
  if (!Buffer.isBuffer(request.body)) return undefined;
  try {
    const form = await new Response(new Uint8Array(request.body), { headers: { 'content-type': type } }).formData();
    const file = form.get('file');
    if (form.get('purpose') !== 'batch' || !(file instanceof File)) return undefined;
    return { name: file.name, text: await file.text() };
  } catch {
    // A body that is cut off, or none of its kind: the same refusal for each.
    return undefined;
  }
}
