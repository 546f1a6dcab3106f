/**
 * Arrows move between the rows of a list, whose links carry `data-entry-link`: what is pressed in a row leads to its neighbour, and is taken nowhere
 * else. Rows are looked up as they stand at that moment, so rows that come in while one reads move nothing.
 */
export function moveAmongRows(event: KeyboardEvent): void {
  const { target, currentTarget, key } = event;
  const step = { ArrowDown: 1, ArrowUp: -1 }[key];
  if (step === undefined || !(target instanceof HTMLElement) || !(currentTarget instanceof HTMLElement)) return;
  const rows = [...currentTarget.querySelectorAll<HTMLElement>('[data-entry-link]')];
  const place = rows.indexOf(target);
  if (place < 0) return;
  event.preventDefault();
  rows[place + step]?.focus();
}
