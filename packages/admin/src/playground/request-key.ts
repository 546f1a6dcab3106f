/**
 * A key for one click on Generate, so that the API makes and charges it once however often it is sent.
 * Sixteen random bytes in hexadecimal. `randomUUID` is not asked: it is absent where a page is served without TLS.
 */
export function newRequestKey(): string {
  return `page-${[...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
