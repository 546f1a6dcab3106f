/** What a name of LiteLLM's list says: `high/1024-x-1536/gpt-image-1` is gpt-image-1 at quality high and size 1024x1536. */
export interface LitellmName {
  readonly model: string;
  readonly quality?: string;
  readonly size?: string;
  /** A part that is neither, such as `50-steps` or `max-x-max`: nothing here can be asked for by it. */
  readonly unknown?: string;
}

const sizeShape = /^([1-9]\d{0,5})-x-([1-9]\d{0,5})$/;
const qualities = new Set(['low', 'medium', 'high', 'auto', 'standard', 'hd']);

/** Takes a name apart: the provider in front (`azure/`, also `vertex_ai/` of provider vertex_ai-image-models), quality, size, and the model, which may hold slashes of its own. */
export function litellmName(name: string, provider: string): LitellmName {
  const parts = name.split('/');
  const [first = ''] = parts;
  if (parts.length > 1 && (first === provider || provider.startsWith(`${first}-`) || provider.startsWith(`${first}_`))) parts.shift();
  const quality = parts.length > 1 && qualities.has(parts[0] ?? '') ? parts.shift() : undefined;
  const match = parts.length > 1 ? sizeShape.exec(parts[0] ?? '') : null;
  if (match !== null) parts.shift();
  const size = match === null ? undefined : `${match[1]}x${match[2]}`;
  const unknown = parts.length > 1 && /^(max-x-max|max-steps|\d+-steps)$/.test(parts[0] ?? '') ? parts.shift() : undefined;
  return {
    model: parts.join('/'),
    ...(quality !== undefined && { quality }),
    ...(size !== undefined && { size }),
    ...(unknown !== undefined && { unknown }),
  };
}
