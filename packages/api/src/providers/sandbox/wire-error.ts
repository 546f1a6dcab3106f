/** A refusal in the wire format of the OpenAI Images API, with the HTTP status it travels under. */
export interface WireError {
  readonly status: number;
  readonly error: { readonly message: string; readonly type: string; readonly param: string | null; readonly code: string | null };
}

/** A 400 about one parameter. */
export function badParameter(param: string, message: string, code = 'invalid_value'): WireError {
  return { status: 400, error: { message, type: 'invalid_request_error', param, code } };
}

/** "Supported values are: 'low', 'medium', and 'high'." */
export function supportedValues(values: readonly string[]): string {
  const quoted = values.map((value) => `'${value}'`);
  const listed = quoted.length > 1 ? `${quoted.slice(0, -1).join(', ')}, and ${quoted.at(-1)}` : quoted.join('');
  return `Supported values are: ${listed}.`;
}
